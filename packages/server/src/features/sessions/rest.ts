import { sessionRoutes } from '@tidemark/contract/rest/sessions';
import { rest } from '#kernel/rest';
import { getPublicSession } from './get-public-session.ts';
import { listPublicSessions } from './list-public-sessions.ts';

export const sessionsRest = [
  rest(sessionRoutes.list, async ({ ctx, query }) => {
    const { page, limit, environment: environments, fromTimestamp: from, toTimestamp: to } = query;
    const { rows, count } = await listPublicSessions(ctx, { from, to, environments, page, limit });
    return { data: rows, meta: { page, limit, totalItems: count, totalPages: Math.ceil(count / limit) } };
  }),
  rest(sessionRoutes.get, ({ ctx, params }) => getPublicSession(ctx, params)),
];
