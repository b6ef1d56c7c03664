import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { ImportCounts } from '#kernel/import-table';
import type { Db, Tables } from '#platform/postgres/db';
import type { ArchiveManifest } from '../manifest.ts';

export type ImportRow = Selectable<Tables['archive_imports']>;
export type ImportState = 'RECEIVING' | 'CHECKING' | 'CHECKED' | 'IMPORTING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';

/** Not at an end yet. */
export const OPEN_STATES = ['RECEIVING', 'CHECKING', 'CHECKED', 'IMPORTING'] as const;
const WORK_STATES = ['CHECKING', 'IMPORTING'] as const;

export interface NewImport {
  id: string;
  projectId: string;
  dryRun: boolean;
  withSettings: boolean;
  requestedBy: { kind: string; id: string; name: string };
}

export async function insertImport(db: Db, { requestedBy, ...one }: NewImport): Promise<ImportRow> {
  return db
    .insertInto('archive_imports')
    .values({
      id: one.id,
      project_id: one.projectId,
      dry_run: one.dryRun,
      with_settings: one.withSettings,
      requested_by_kind: requestedBy.kind,
      requested_by_id: requestedBy.id,
      requested_by_name: requestedBy.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function selectImport(db: Db, of: { projectId: string; id: string }): Promise<ImportRow | null> {
  const row = await db
    .selectFrom('archive_imports')
    .selectAll()
    .where('project_id', '=', of.projectId)
    .where('id', '=', of.id)
    .executeTakeFirst();
  return row ?? null;
}

/** Newest first. */
export async function selectImports(db: Db, of: { projectId: string; limit: number }): Promise<ImportRow[]> {
  return db
    .selectFrom('archive_imports')
    .selectAll()
    .where('project_id', '=', of.projectId)
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .limit(of.limit)
    .execute();
}

/** Those that are not at an end, of one project or of all. */
export async function selectOpenImports(db: Db, projectId?: string): Promise<ImportRow[]> {
  return db
    .selectFrom('archive_imports')
    .selectAll()
    .where('state', 'in', OPEN_STATES)
    .$if(projectId !== undefined, (query) => query.where('project_id', '=', projectId ?? ''))
    .orderBy('requested_at')
    .execute();
}

export interface StateChange {
  from: readonly ImportState[];
  to: ImportState;
  manifest?: ArchiveManifest;
  error?: string;
}

/** False when it is in another state by now. Whoever works on it then has no say in it any more. */
export async function changeImportState(db: Db, id: string, change: StateChange): Promise<boolean> {
  const isEnd = !(OPEN_STATES as readonly string[]).includes(change.to);
  const row = await db
    .updateTable('archive_imports')
    .set((is) => ({
      state: change.to,
      epoch: is('epoch', '+', 1),
      heartbeat_at: null,
      attempts: 0,
      next_attempt_at: sql<Date>`now()`,
      ...(change.manifest ? { manifest: JSON.stringify(change.manifest) } : {}),
      ...(change.error === undefined ? {} : { error: change.error.slice(0, 2000) }),
      ...(isEnd ? { finished_at: sql<Date>`now()` } : {}),
    }))
    .where('id', '=', id)
    .where('state', 'in', change.from)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes what waits longest, or whose worker has not been heard of for `staleMs`; of two who ask at once one gets it. */
export async function claimImport(db: Db, staleMs: number): Promise<ImportRow | null> {
  const row = await db
    .updateTable('archive_imports')
    .set((is) => ({
      epoch: is('epoch', '+', 1),
      // Whoever had it and did not let go has died of something, perhaps of this.
      attempts: sql<number>`attempts + (heartbeat_at IS NOT NULL)::integer`,
      heartbeat_at: sql<Date>`now()`,
      started_at: sql<Date>`coalesce(started_at, now())`,
    }))
    .where('id', '=', (from) =>
      from
        .selectFrom('archive_imports')
        .select('id')
        .where('state', 'in', WORK_STATES)
        .where('next_attempt_at', '<=', sql<Date>`now()`)
        .where((or) =>
          or.or([
            or('heartbeat_at', 'is', null),
            or('heartbeat_at', '<', sql<Date>`now() - ${staleMs} * interval '1 millisecond'`),
          ]),
        )
        .orderBy('requested_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export interface HeldImport {
  id: string;
  epoch: number;
}

export interface ImportProgress {
  counts?: Readonly<Record<string, ImportCounts>>;
  keepTimes?: boolean;
  filesChecked?: number;
  filesStored?: number;
  rowsStored?: number;
}

/** False when somebody else has it, or it was cancelled: then nothing more may be done by this worker. */
export async function saveProgress(db: Db, held: HeldImport, progress: ImportProgress = {}): Promise<boolean> {
  const row = await mine(db, held)
    .set({
      heartbeat_at: sql<Date>`now()`,
      ...(progress.counts ? { counts: JSON.stringify(progress.counts) } : {}),
      ...(progress.keepTimes === undefined ? {} : { keep_times: progress.keepTimes }),
      ...(progress.filesChecked === undefined ? {} : { files_checked: progress.filesChecked, attempts: 0 }),
      ...(progress.filesStored === undefined ? {} : { files_stored: progress.filesStored, attempts: 0 }),
      ...(progress.rowsStored === undefined ? {} : { rows_stored: progress.rowsStored }),
    })
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Moves on to the next state, or to an end. */
export async function advanceImport(
  db: Db,
  held: HeldImport,
  to: { state: ImportState; error?: string },
): Promise<boolean> {
  const isEnd = !(OPEN_STATES as readonly string[]).includes(to.state);
  const row = await mine(db, held)
    .set({
      state: to.state,
      heartbeat_at: null,
      attempts: 0,
      next_attempt_at: sql<Date>`now()`,
      error: to.error?.slice(0, 2000) ?? null,
      ...(isEnd ? { finished_at: sql<Date>`now()` } : {}),
    })
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets go of it until later, after trouble that says nothing of the archive. Answers how often that was in a row. */
export async function postponeImport(
  db: Db,
  held: HeldImport,
  why: { afterMs: number; error: string },
): Promise<number | null> {
  const row = await mine(db, held)
    .set((is) => ({
      heartbeat_at: null,
      attempts: is('attempts', '+', 1),
      error: why.error.slice(0, 2000),
      next_attempt_at: sql<Date>`now() + ${why.afterMs} * interval '1 millisecond'`,
    }))
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? null;
}

const mine = (db: Db, { id, epoch }: HeldImport) =>
  db.updateTable('archive_imports').where('id', '=', id).where('epoch', '=', epoch).where('state', 'in', WORK_STATES);

export async function deleteProjectImports(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('archive_imports').where('project_id', '=', projectId).execute();
}
