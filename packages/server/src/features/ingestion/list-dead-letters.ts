import { z } from 'zod';
import { decodeCursor, encodeCursor } from '#kernel/cursor';
import { read } from '#kernel/verb';
import { DeadLetterId, deadLetterView } from './dead-letter-view.ts';
import type { DeadLetterView } from './dead-letter-view.ts';
import { listLetters } from './store/dead-letter-list.sql.ts';

const Cursor = z.strictObject({ at: z.iso.datetime(), id: DeadLetterId });

export interface DeadLetterPage {
  rows: DeadLetterView[];
  nextCursor: string | null;
}

export const listDeadLetters = read({
  input: z.object({
    discarded: z.boolean().default(false),
    cursor: z.string().max(2000).nullish(),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  permission: 'traces:read',
  async run({ db, projectId }, { discarded, cursor, limit }): Promise<DeadLetterPage> {
    const after = cursor ? decodeCursor(Cursor, cursor) : null;
    const found = await listLetters(db, { projectId, discarded, after, limit: limit + 1 });
    const rows = found.slice(0, limit).map(deadLetterView);
    const last = rows.at(-1);
    const hasMore = found.length > rows.length && last !== undefined;
    return { rows, nextCursor: hasMore ? encodeCursor({ at: last.at, id: last.id }) : null };
  },
});
