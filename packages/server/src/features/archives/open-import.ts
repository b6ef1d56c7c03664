import { z } from 'zod';
import { findProjectState } from '#features/projects';
import { AppError } from '#domain/errors';
import type { Actor, Engines } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { insertImport, selectOpenImports } from './store/archive-imports.sql.ts';
import type { ImportRow } from './store/archive-imports.sql.ts';

const ImportOptions = z.object({
  dryRun: z.boolean().default(true),
  withSettings: z.boolean().default(false),
});

/** A place for the archive that comes with the same request. */
export const beginArchiveImport = write({
  input: ImportOptions,
  permission: 'archives:import',
  audit: (details, { id }: ImportRow) => ({
    action: 'archives.import',
    entityType: 'archive-import',
    entityId: id,
    details,
  }),
  async run(ctx, input) {
    const maySet = ctx.actor.may('retention:write') && ctx.actor.may('masking:write');
    if (input.withSettings && !maySet)
      throw new AppError('forbidden', 'Only an owner may take over the retention and the masking rules of an archive');
    return openImport(ctx, { projectId: ctx.projectId, by: ctx.actor, ...input });
  },
});

export interface OpenedImport {
  projectId: string;
  by: Pick<Actor, 'kind' | 'id' | 'name'>;
  dryRun: boolean;
  withSettings: boolean;
}

/** One is worked on at a time for each project: two would count what the other one is about to store. */
export async function openImport(
  { db, clock }: Pick<Engines, 'db' | 'clock'>,
  { projectId, by, dryRun, withSettings }: OpenedImport,
): Promise<ImportRow> {
  if ((await findProjectState(db, projectId))?.status !== 'ACTIVE')
    throw new AppError('conflict', 'The project takes nothing at the moment: it is disabled, or being deleted');
  const open = await selectOpenImports(db, projectId);
  if (open.some(({ state }) => state === 'CHECKING' || state === 'IMPORTING'))
    throw new AppError('conflict', 'Another import of this project is under way; cancel it or wait for it');
  const { kind, id, name } = by;
  return insertImport(db, { id: clock.newId(), projectId, dryRun, withSettings, requestedBy: { kind, id, name } });
}
