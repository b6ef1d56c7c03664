import { observationRoutes } from '@tidemark/contract/rest/observations';
import type { QueryOf } from '@tidemark/contract/rest/route';
import { TRACE_FIELD_GROUPS, traceRoutes } from '@tidemark/contract/rest/traces';
import type { TraceFieldGroup } from '@tidemark/contract/rest/traces';
import { rest } from '#kernel/rest';
import { deleteTraces } from './delete-traces.ts';
import type { StartedDeletion } from './delete-traces.ts';
import { getPublicObservation } from './get-public-observation.ts';
import { getPublicTrace } from './get-public-trace.ts';
import { listPublicObservations } from './list-public-observations.ts';
import { listPublicTraces } from './list-public-traces.ts';
import { among, combineFilters, equals } from './public-filters.ts';
import { selectObservations } from './select-observations.ts';

export const tracesRest = [
  rest(traceRoutes.list, async ({ ctx, query }) => {
    const { page, limit, orderBy } = query;
    const filter = combineFilters(traceConditions(query), query.filter);
    const range = { from: query.fromTimestamp, to: query.toTimestamp };
    const groups = traceGroups(query.fields);
    const { rows, count } = await listPublicTraces(ctx, { ...range, filter, orderBy, groups, page, limit });
    return { data: rows, meta: pageMeta({ page, limit, count }) };
  }),
  rest(traceRoutes.get, ({ ctx, params, query }) =>
    getPublicTrace(ctx, { traceId: params.traceId, groups: traceGroups(query.fields) }),
  ),
  rest(traceRoutes.deleteMany, async ({ ctx, body }) => deleted(await deleteTraces(ctx, { ids: body.traceIds }))),
  rest(traceRoutes.delete, async ({ ctx, params }) => deleted(await deleteTraces(ctx, { ids: [params.traceId] }))),
  rest(observationRoutes.list, async ({ ctx, query }) => {
    const { page, limit } = query;
    const filter = combineFilters(
      [...observationConditions(query), ...equals('parentId', query.parentObservationId)],
      query.filter,
    );
    const { rows, count } = await listPublicObservations(ctx, { ...rangeOf(query), filter, page, limit });
    return { data: rows, meta: pageMeta({ page, limit, count }) };
  }),
  rest(observationRoutes.listV2, async ({ ctx, query }) => {
    const { limit, cursor, fields, expandMetadata } = query;
    const filter = combineFilters(
      [
        ...observationConditions(query),
        ...equals('sessionId', query.sessionId),
        ...equals('parentId', query.parentObservationId),
        ...equals('isRoot', query.isRootObservation),
      ],
      query.filter,
    );
    const page = await selectObservations(ctx, { ...rangeOf(query), filter, fields, expandMetadata, cursor, limit });
    return { data: page.rows, meta: page.cursor === null ? {} : { cursor: page.cursor } };
  }),
  rest(observationRoutes.get, ({ ctx, params }) => getPublicObservation(ctx, params)),
];

function deleted({ deletionId, count, notFound }: StartedDeletion) {
  const message = count === 1 ? 'Trace deleted successfully' : `${count} traces deleted successfully`;
  return { message, deletionId, deleted: count, notFound };
}

function traceConditions(query: QueryOf<typeof traceRoutes.list>) {
  return [
    ...equals('userId', query.userId),
    ...equals('name', query.name),
    ...equals('sessionId', query.sessionId),
    ...equals('version', query.version),
    ...equals('release', query.release),
    ...(query.tags.length > 0 ? [{ column: 'tags', op: 'all of' as const, value: query.tags }] : []),
    ...among('environment', query.environment),
  ];
}

type ObservationQuery = Pick<
  QueryOf<typeof observationRoutes.list>,
  'name' | 'userId' | 'type' | 'level' | 'traceId' | 'version' | 'environment' | 'fromStartTime' | 'toStartTime'
>;

function observationConditions(query: ObservationQuery) {
  return [
    ...equals('name', query.name),
    ...equals('userId', query.userId),
    ...equals('type', query.type),
    ...equals('level', query.level),
    ...equals('traceId', query.traceId),
    ...equals('version', query.version),
    ...among('environment', query.environment),
  ];
}

function rangeOf(query: ObservationQuery) {
  return { from: query.fromStartTime, to: query.toStartTime };
}

/** All groups unless some are named; unknown names are left out, and `core` is always there. */
function traceGroups(names: readonly string[] | undefined): TraceFieldGroup[] {
  return TRACE_FIELD_GROUPS.filter((group) => names === undefined || group === 'core' || names.includes(group));
}

function pageMeta({ page, limit, count }: { page: number; limit: number; count: number }) {
  return { page, limit, totalItems: count, totalPages: Math.ceil(count / limit) };
}
