import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { findProjectState } from '#features/projects';
import { AppError } from '#domain/errors';
import type { Actor, Engines } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { insertImport, openUpload, selectOpenImports } from './store/archive-imports.sql.ts';
import type { ImportRow } from './store/archive-imports.sql.ts';

/** How long a link to upload to may be used. */
const UPLOAD_MS = 3_600_000;

const ImportOptions = z.object({
  dryRun: z.boolean().default(true),
  withSettings: z.boolean().default(false),
});

/** A place for one archive. Who is at the web app uploads to it with the secret that is answered once. */
export const openArchiveUpload = write({
  input: ImportOptions,
  permission: 'archives:import',
  audit: (input, { importId }: { importId: string; secret: string }) => opened(importId, input),
  async run(ctx, input) {
    refuseSettings(ctx.actor, input);
    const secret = randomBytes(32).toString('base64url');
    const row = await openImport(ctx, { projectId: ctx.projectId, by: ctx.actor, ...input, secret });
    return { importId: row.id, secret };
  },
});

/** A place for the archive that comes with the same request. */
export const beginArchiveImport = write({
  input: ImportOptions,
  permission: 'archives:import',
  audit: (input, { id }: ImportRow) => opened(id, input),
  async run(ctx, input) {
    refuseSettings(ctx.actor, input);
    return openImport(ctx, { projectId: ctx.projectId, by: ctx.actor, ...input });
  },
});

function opened(entityId: string, details: z.output<typeof ImportOptions>) {
  return { action: 'archives.import', entityType: 'archive-import', entityId, details };
}

/** Who takes over the settings of an archive has to be one who may set them. */
function refuseSettings(actor: Actor, { withSettings }: z.output<typeof ImportOptions>): void {
  const may = actor.may('retention:write') && actor.may('masking:write');
  if (withSettings && !may)
    throw new AppError('forbidden', 'Only an owner may take over the retention and the masking rules of an archive');
}

export interface OpenedImport {
  projectId: string;
  by: Pick<Actor, 'kind' | 'id' | 'name'>;
  dryRun: boolean;
  withSettings: boolean;
  secret?: string;
}

/** One at a time for each project, so that what a dry run says is still so when it is started. */
export async function openImport(
  { db, clock }: Pick<Engines, 'db' | 'clock'>,
  { projectId, by, dryRun, withSettings, secret }: OpenedImport,
): Promise<ImportRow> {
  if ((await findProjectState(db, projectId))?.status !== 'ACTIVE')
    throw new AppError('conflict', 'The project takes nothing at the moment: it is disabled, or being deleted');
  const open = await selectOpenImports(db, projectId);
  if (open.some(({ state }) => state !== 'RECEIVING'))
    throw new AppError('conflict', 'Another import of this project is under way; start it, cancel it or wait for it');
  const { kind, id, name } = by;
  return insertImport(db, {
    id: clock.newId(),
    projectId,
    dryRun,
    withSettings,
    requestedBy: { kind, id, name },
    uploadHash: secret === undefined ? null : hashOf(secret),
  });
}

/** The import that an upload is for. Its secret opens it once. */
export async function takeUpload(db: Engines['db'], of: { id: string; secret: string }): Promise<ImportRow> {
  const row = await openUpload(db, { id: of.id, uploadHash: hashOf(of.secret), withinMs: UPLOAD_MS });
  if (row) return row;
  throw new AppError('not_found', 'There is no such upload, or it was used already');
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
