import type { ArchiveImport } from '@tidemark/contract/archives';
import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { read, write } from '#kernel/verb';
import { importPrefix } from './import-blobs.ts';
import { importView } from './import-view.ts';
import { changeImportState, OPEN_STATES, selectImport, selectImports } from './store/archive-imports.sql.ts';

const ImportId = z.object({ importId: storableText().min(1).max(100) });
const LISTED = 50;

export const getArchiveImport = read({
  input: ImportId,
  permission: 'archives:read',
  async run({ db, projectId }, { importId: id }): Promise<ArchiveImport> {
    const row = await selectImport(db, { projectId, id });
    if (row) return importView(row);
    throw new AppError('not_found', 'There is no such import');
  },
});

/** Newest first. */
export const listArchiveImports = read({
  input: z.object({}),
  permission: 'archives:read',
  run: async ({ db, projectId }): Promise<{ imports: ArchiveImport[] }> => ({
    imports: (await selectImports(db, { projectId, limit: LISTED })).map(importView),
  }),
});

/** After a dry run: what it said is stored now. */
export const startArchiveImport = write({
  input: ImportId,
  permission: 'archives:import',
  audit: (_, { id }: ArchiveImport) => ({
    action: 'archives.importStarted',
    entityType: 'archive-import',
    entityId: id,
  }),
  async run(ctx, input): Promise<ArchiveImport> {
    const { id, state } = await getArchiveImport(ctx, input);
    if (!(await changeImportState(ctx.db, id, { from: ['CHECKED'], to: 'IMPORTING' })))
      throw new AppError('conflict', `This import cannot be started: it is ${state.toLowerCase()}`);
    return getArchiveImport(ctx, input);
  },
});

/** What is stored by then stays: it is known by its ids, and a later import goes on where this one was. One that has ended stays as it is. */
export const cancelArchiveImport = write({
  input: ImportId,
  permission: 'archives:import',
  audit: (_, { id }: ArchiveImport) => ({
    action: 'archives.importCancelled',
    entityType: 'archive-import',
    entityId: id,
  }),
  committed: ({ blob, projectId }, { importId: id }) =>
    blob.deletePrefix(importPrefix({ projectId, id })).then(ignored),
  async run(ctx, input): Promise<ArchiveImport> {
    const { id } = await getArchiveImport(ctx, input);
    const error = `Cancelled by ${ctx.actor.name}`;
    await changeImportState(ctx.db, id, { from: OPEN_STATES, to: 'CANCELLED', error });
    return getArchiveImport(ctx, input);
  },
});

const ignored = () => undefined;
