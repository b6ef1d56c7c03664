import { z } from 'zod';
import { SessionId } from '@tidemark/contract/ids';
import type { PublicTrace } from '@tidemark/contract/rest/traces';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { everything } from '#platform/clickhouse/project-scope';
import { param, sql } from '#platform/clickhouse/sql';
import { publicTrace } from './public-trace.ts';
import { findTraces } from './store/trace-list.sql.ts';

const MAX_TRACES = 1000;

/** The traces of a session in order of their time, whole, for the public API. */
export const listTracesOfSession = read({
  input: z.object({ sessionId: SessionId }),
  permission: 'traces:read',
  async run(ctx, { sessionId }): Promise<PublicTrace[]> {
    const find = {
      scope: everything(ctx.projectId),
      where: () => sql`session_id = ${param.string(sessionId)}`,
      order: { by: 'timestamp' as const, direction: 'asc' as const },
      anchorUs: ctx.clock.nowUs(),
      limit: MAX_TRACES,
      withMetadata: true,
      withPayload: true,
    };
    const rows = await findTraces(ctx.ch, find, queryClassOf(ctx.actor));
    return rows.map((row) => publicTrace(row, { projectId: ctx.projectId, withPayload: true }));
  },
});
