import type { ProjectCtx } from '#kernel/ctx';
import { queryClassOf } from '#kernel/query-class-of';
import { everything } from '#platform/clickhouse/project-scope';
import { param, sql } from '#platform/clickhouse/sql';
import { sessionOrder } from './session-selection.ts';
import { findSessions } from './store/find-sessions.sql.ts';
import type { SessionRow } from './store/find-sessions.sql.ts';

/** What is known of one session from its traces, null when it has none. */
export async function findSession(ctx: ProjectCtx, sessionId: string): Promise<SessionRow | null> {
  const find = {
    scope: everything(ctx.projectId),
    where: sql`session_id = ${param.string(sessionId)}`,
    having: sql`1`,
    readsSteps: false,
    order: sessionOrder(null),
    limit: 1,
  };
  return (await findSessions(ctx.ch, find, queryClassOf(ctx.actor)))[0] ?? null;
}
