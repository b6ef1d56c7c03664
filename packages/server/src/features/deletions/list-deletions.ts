import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { CursorPage } from '@tidemark/contract/paging';
import type { Page } from '@tidemark/contract/paging';
import type { ProjectCtx } from '#kernel/ctx';
import { decodeCursor, encodeCursor } from '#kernel/cursor';
import { read } from '#kernel/verb';
import { deletionView } from './deletion-view.ts';
import type { DeletionView } from './deletion-view.ts';
import { selectDeletions } from './store/deletions.sql.ts';

const Cursor = z.strictObject({ at: z.iso.datetime(), id: storableText() });

/** The trash: what can be restored, newest first; or the record of all that was ever deleted. */
export const listDeletions = read({
  input: z.object({ only: z.enum(['trash', 'all']).default('trash'), ...CursorPage.shape }),
  permission: 'trash:read',
  run: (ctx, input): Promise<Page<DeletionView>> => listDeletionsOf(ctx, { ...input, projectIds: [ctx.projectId] }),
});

export interface ListedDeletions {
  projectIds: readonly string[];
  only?: 'trash' | 'all';
  entityType?: string;
  cursor?: string | null | undefined;
  limit: number;
}

/** For verbs of other features, with a permission of their own. */
export async function listDeletionsOf(
  { db }: Pick<ProjectCtx, 'db'>,
  { projectIds, only = 'all', entityType, cursor, limit }: ListedDeletions,
): Promise<Page<DeletionView>> {
  const after = cursor ? decodeCursor(Cursor, cursor) : null;
  if (projectIds.length === 0) return { rows: [], nextCursor: null, completeUpTo: null };
  const rows = await selectDeletions(db, { projectIds, only, entityType, after, limit: limit + 1 });
  const page = rows.slice(0, limit).map(deletionView);
  const last = page.at(-1);
  return {
    rows: page,
    nextCursor: rows.length > page.length && last ? encodeCursor({ at: last.requestedAt, id: last.id }) : null,
    completeUpTo: null,
  };
}
