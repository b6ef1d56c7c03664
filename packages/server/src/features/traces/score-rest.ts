import { scoreRoutes } from '@tidemark/contract/rest/scores';
import { SCORE_DATA_TYPES } from '@tidemark/contract/telemetry';
import type { QueryOf } from '@tidemark/contract/rest/route';
import type { ScoreSelection } from '#features/scores';
import { rest } from '#kernel/rest';
import { listScoresWithTraces } from './score-list.ts';
import type { ScorePage } from './score-list.ts';

/** Lists of scores that say of each what its trace carries: scores know no traces, so these are the traces' own. */
export const scoreListsRest = [
  rest(scoreRoutes.list, async ({ ctx, query }) => {
    const { userId, traceTags, page, limit } = query;
    const dataTypes = query.dataType ? [query.dataType] : SCORE_DATA_TYPES;
    const selection = {
      ...selectionOf(query),
      isOfTrace: true,
      dataTypes: dataTypes.filter((type) => type !== 'CORRECTION'),
    };
    return pageBody(await listScoresWithTraces(ctx, { selection, userId, traceTags, page, limit }), query);
  }),
  rest(scoreRoutes.listV2, async ({ ctx, query }) => {
    const { userId, traceTags, page, limit, fields } = query;
    const selection = {
      ...selectionOf(query),
      sessionIds: listOf(query.sessionId),
      datasetRunIds: listOf(query.datasetRunId),
      traceIds: listOf(query.traceId),
      observationIds: query.observationId,
      filter: query.filter,
    };
    const withTrace = fields === undefined || fields.includes('trace');
    return pageBody(await listScoresWithTraces(ctx, { selection, userId, traceTags, withTrace, page, limit }), query);
  }),
];

function selectionOf(query: QueryOf<typeof scoreRoutes.list>): ScoreSelection {
  const { operator, value } = query;
  return {
    from: query.fromTimestamp,
    to: query.toTimestamp,
    ids: query.scoreIds,
    names: listOf(query.name),
    sources: listOf(query.source),
    dataTypes: listOf(query.dataType),
    environments: query.environment.length > 0 ? query.environment : undefined,
    configIds: listOf(query.configId),
    queueIds: listOf(query.queueId),
    ...(operator === undefined || value === undefined ? {} : { bounds: [{ sign: operator, value }] }),
  };
}

function listOf<T>(value: T | undefined): T[] | undefined {
  return value === undefined ? undefined : [value];
}

function pageBody({ rows, count }: ScorePage, { page, limit }: { page: number; limit: number }) {
  return { data: rows, meta: { page, limit, totalItems: count, totalPages: Math.ceil(count / limit) } };
}
