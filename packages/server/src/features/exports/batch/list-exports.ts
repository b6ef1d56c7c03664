import { z } from 'zod';
import { CursorPage } from '@tidemark/contract/paging';
import type { BatchExport } from '@tidemark/contract/exports';
import type { Page } from '@tidemark/contract/paging';
import { decodeCursor, encodeCursor } from '#kernel/cursor';
import { read } from '#kernel/verb';
import { selectRuns } from '../store/export-runs.sql.ts';
import { exportView } from './export-view.ts';

const Cursor = z.strictObject({ at: z.iso.datetime(), id: z.string().max(100) });

/** Newest first, whoever asked. */
export const listExports = read({
  input: CursorPage,
  permission: 'exports:read',
  async run(ctx, { cursor, limit }): Promise<Page<BatchExport>> {
    const after = cursor ? decodeCursor(Cursor, cursor) : null;
    const found = await selectRuns(ctx.db, {
      projectId: ctx.projectId,
      kind: 'batch',
      ...(after ? { before: { createdAt: new Date(after.at), id: after.id } } : {}),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      rows: page.map((run) => exportView(ctx, run)),
      nextCursor: last ? encodeCursor({ at: last.createdAt.toISOString(), id: last.id }) : null,
      completeUpTo: null,
    };
  },
});
