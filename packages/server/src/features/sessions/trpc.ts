import { mutation, query, router } from '#kernel/trpc';
import { deleteSessions } from './delete-sessions.ts';
import { getSession } from './get-session.ts';
import { listSessions } from './list-sessions.ts';

export const sessionsRouter = router({
  list: query(listSessions),
  get: query(getSession),
  delete: mutation(deleteSessions),
});
