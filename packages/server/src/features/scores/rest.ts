import { scoreRoutes } from '@tidemark/contract/rest/scores';
import type { QueryOf } from '@tidemark/contract/rest/route';
import { rest } from '#kernel/rest';
import { deleteScores } from './delete-scores.ts';
import { getScore } from './get-score.ts';
import type { ScoreSelection } from './score-selection.ts';
import { selectScores } from './select-scores.ts';

/** The routes that know nothing of traces; lists with trace data are the traces' own. */
export const scoresRest = [
  rest(scoreRoutes.delete, async ({ ctx, params, reply }) => {
    const { deletionId } = await deleteScores(ctx, { ids: [params.scoreId] });
    await reply.header('x-tidemark-deletion-id', deletionId).code(204).send();
  }),
  rest(scoreRoutes.get, ({ ctx, params }) => getScore(ctx, { scoreId: params.scoreId, among: 'traces' })),
  rest(scoreRoutes.getV2, ({ ctx, params }) => getScore(ctx, { scoreId: params.scoreId })),
  rest(scoreRoutes.listV3, async ({ ctx, query }) => {
    const { limit, cursor, fields: groups } = query;
    const { rows, nextCursor } = await selectScores(ctx, { selection: selectionOf(query), groups, limit, cursor });
    return { data: rows, meta: { limit, ...(nextCursor === null ? {} : { cursor: nextCursor }) } };
  }),
];

function selectionOf(query: QueryOf<typeof scoreRoutes.listV3>): ScoreSelection {
  return {
    from: query.fromTimestamp,
    to: query.toTimestamp,
    ids: query.id,
    names: query.name,
    sources: query.source,
    dataTypes: query.dataType,
    environments: query.environment,
    configIds: query.configId,
    queueIds: query.queueId,
    authorUserIds: query.authorUserId,
    traceIds: query.traceId,
    observationIds: query.observationId,
    sessionIds: query.sessionId,
    datasetRunIds: query.experimentId,
    values: valuesOf(query),
    bounds: [
      ...(query.valueMin === undefined ? [] : [{ sign: '>=' as const, value: query.valueMin }]),
      ...(query.valueMax === undefined ? [] : [{ sign: '<=' as const, value: query.valueMax }]),
    ],
  };
}

function valuesOf({ value, dataType }: QueryOf<typeof scoreRoutes.listV3>): ScoreSelection['values'] {
  if (dataType?.[0] === 'NUMERIC') return value?.map(Number);
  return dataType?.[0] === 'BOOLEAN' ? value?.map((text) => (text === 'true' ? 1 : 0)) : value;
}
