import { z } from 'zod';
import { SessionId } from '@tidemark/contract/ids';
import { CursorPage } from '@tidemark/contract/paging';
import { listTraces } from '#features/traces';
import type { TraceView } from '#features/traces';
import { AppError } from '#domain/errors';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { findSession } from './find-session.ts';
import { sumSessions } from './store/session-sums.sql.ts';
import { scopeOfPage } from './list-sessions.ts';
import { sessionView } from './view.ts';
import type { SessionView } from './view.ts';

export interface SessionPage {
  session: SessionView;
  /** In order of their time, with the beginnings of input and output. */
  traces: TraceView[];
  nextCursor: string | null;
}

/** A session with a page of its traces. */
export const getSession = read({
  input: z.object({ sessionId: SessionId, ...CursorPage.shape }),
  permission: 'traces:read',
  async run(ctx, { sessionId, cursor, limit }): Promise<SessionPage> {
    const queryClass = queryClassOf(ctx.actor);
    const row = await findSession(ctx, sessionId);
    if (!row) throw new AppError('not_found', 'Session not found within authorized project');
    const [sums, page] = await Promise.all([
      sumSessions(ctx.ch, { scope: scopeOfPage(ctx.projectId, [row]), sessionIds: [sessionId] }, queryClass),
      listTraces(ctx, {
        filter: { column: 'sessionId', op: '=', value: sessionId },
        order: { column: 'timestamp', direction: 'asc' },
        with: ['scores'],
        cursor,
        limit,
      }),
    ]);
    return { session: sessionView(row, sums.get(sessionId)), traces: page.rows, nextCursor: page.nextCursor };
  },
});
