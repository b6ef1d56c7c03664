import { z } from 'zod';
import { ListInput } from '@tidemark/contract/columns/list-input';
import type { Page } from '@tidemark/contract/paging';
import { decodeCursor, encodeCursor } from '#kernel/cursor';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { sessionOrder, sessionSelection } from './session-selection.ts';
import { findSessions } from './store/find-sessions.sql.ts';
import type { SessionRow } from './store/find-sessions.sql.ts';
import { sumSessions } from './store/session-sums.sql.ts';
import { sessionView } from './view.ts';
import type { SessionView } from './view.ts';

const Cursor = z.strictObject({ k: z.number(), id: z.string() });

export const listSessions = read({
  input: ListInput,
  permission: 'traces:read',
  async run(ctx, input): Promise<Page<SessionView>> {
    const after = input.cursor ? decodeCursor(Cursor, input.cursor) : null;
    const queryClass = queryClassOf(ctx.actor);
    const order = sessionOrder(input.order);
    const found = await findSessions(
      ctx.ch,
      {
        ...sessionSelection(scopeOf(ctx.projectId, input), input, order),
        order,
        ...(after ? { after: { key: after.k, id: after.id } } : {}),
        limit: input.limit + 1,
      },
      queryClass,
    );
    const page = found.slice(0, input.limit);
    const sums = await sumSessions(
      ctx.ch,
      { scope: scopeOfPage(ctx.projectId, page), sessionIds: idsOf(page) },
      queryClass,
    );
    const last = page.at(-1);
    return {
      rows: page.map((row) => sessionView(row, sums.get(row.session_id))),
      nextCursor: found.length > page.length && last ? encodeCursor({ k: last.sort_key, id: last.session_id }) : null,
      completeUpTo: null,
    };
  },
});

function idsOf(page: readonly SessionRow[]): string[] {
  return page.map((row) => row.session_id);
}

export function scopeOfPage(projectId: string, page: readonly SessionRow[]) {
  const fromUs = Math.min(...page.map((row) => row.first_us));
  return { projectId, fromUs, toUs: Math.max(...page.map((row) => row.last_us)) + 1 };
}
