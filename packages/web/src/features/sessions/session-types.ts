import type { AppRouter } from '@tidemark/server/router';
import type { inferOutput, TRPCOptionsProxy } from '@trpc/tanstack-react-query';

type SessionPage = inferOutput<TRPCOptionsProxy<AppRouter>['sessions']['get']>;

/** A session's figures: times are ISO 8601, duration is seconds, cost US dollars. */
export type SessionFigures = SessionPage['session'];

/** One trace of a session, with the beginnings of what went in and out. */
export type TurnTrace = SessionPage['traces'][number];
