import { z } from 'zod';
import { IsoTime } from '@tidemark/contract/columns/list-input';
import type { PublicSession } from '@tidemark/contract/rest/sessions';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { isoExact } from '#platform/clickhouse/micros';
import { sessionOrder, sessionSelection } from './session-selection.ts';
import { countSessions, findSessions } from './store/find-sessions.sql.ts';
import type { SessionRow } from './store/find-sessions.sql.ts';

/** A numbered page of sessions for the public API, newest first, with the number of all. */
export const listPublicSessions = read({
  input: z.object({
    from: IsoTime.optional(),
    to: IsoTime.optional(),
    environments: z.array(z.string()),
    page: z.number().int().min(1),
    limit: z.number().int().min(1).max(100),
  }),
  permission: 'traces:read',
  async run(ctx, input): Promise<{ rows: PublicSession[]; count: number }> {
    const { page, limit, environments } = input;
    const order = sessionOrder({ column: 'createdAt', direction: 'desc' });
    const selection = sessionSelection(scopeOf(ctx.projectId, input), { environments }, order);
    const queryClass = queryClassOf(ctx.actor);
    const [rows, count] = await Promise.all([
      findSessions(ctx.ch, { ...selection, order, limit, offset: (page - 1) * limit }, queryClass),
      countSessions(ctx.ch, selection, queryClass),
    ]);
    return { rows: rows.map((row) => publicSession(row, ctx.projectId)), count };
  },
});

export function publicSession(row: SessionRow, projectId: string): PublicSession {
  return { id: row.session_id, createdAt: isoExact(row.first_us), projectId, environment: row.last_environment };
}
