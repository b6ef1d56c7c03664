import { query, router } from '#kernel/trpc';
import { getSession } from './get-session.ts';
import { listSessions } from './list-sessions.ts';

export const sessionsRouter = router({ list: query(listSessions), get: query(getSession) });
