import { recordAudit } from '#features/audit-log';
import { trackProjectWork } from '#features/ingestion';
import type { ProjectWork } from '#features/ingestion';
import { findProjectState } from '#features/projects';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { archivedColumns } from './archive-request.ts';
import { importPrefix } from './import-blobs.ts';
import { holdImport } from './import-lease.ts';
import type { ImportLease } from './import-lease.ts';
import {
  advanceImport,
  changeImportState,
  claimImport,
  OPEN_STATES,
  postponeImport,
  selectOpenImports,
} from './store/archive-imports.sql.ts';
import type { ImportRow } from './store/archive-imports.sql.ts';
import { workImport } from './work-import.ts';

export interface ImportPace {
  /** Who has not been heard of for this long is taken for dead, and somebody else goes on. */
  staleMs: number;
  heartbeatMs: number;
}

const PACE: ImportPace = { staleMs: 120_000, heartbeatMs: 5000 };
/** An upload that nobody finishes, and an answer to a dry run that nobody wants, are kept no longer. */
const RECEIVING_MS = 24 * 3_600_000;
const CHECKED_MS = RECEIVING_MS;
const ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 2000;

/** Works on imports until none is waiting. Everything that it goes by is in a table; it may be killed at any line. */
export async function runImports(
  engines: Engines,
  features: readonly Feature[],
  { signal, pace = PACE }: { signal?: AbortSignal; pace?: ImportPace } = {},
): Promise<void> {
  await cancelWhatMayNotGoOn(engines);
  using work = trackProjectWork(engines);
  for (;;) {
    if (signal?.aborted) return;
    const row = await claimImport(engines.db, pace.staleMs);
    if (!row) return;
    await runImport({ engines, features, work, pace }, row);
  }
}

/** A project that is being deleted, or is disabled, takes nothing; and nobody waits for ever. */
async function cancelWhatMayNotGoOn(engines: Engines): Promise<void> {
  const { db, clock } = engines;
  for (const row of await selectOpenImports(db)) {
    const ageMs = clock.nowMs() - row.requested_at.getTime();
    if ((await findProjectState(db, row.project_id))?.status !== 'ACTIVE')
      await endImport(engines, row, 'The project takes nothing at the moment: it is disabled, or being deleted');
    else if (row.state === 'RECEIVING' && ageMs > RECEIVING_MS)
      await endImport(engines, row, 'The archive did not come in');
    else if (row.state === 'CHECKED' && ageMs > CHECKED_MS)
      await endImport(engines, row, 'Nobody started it for a day');
  }
}

/** Cancels it, whoever works on it, and removes what was received. */
export async function endImport(engines: Pick<Engines, 'db' | 'blob'>, row: ImportRow, why: string): Promise<boolean> {
  const isCancelled = await changeImportState(engines.db, row.id, { from: OPEN_STATES, to: 'CANCELLED', error: why });
  if (isCancelled) await engines.blob.deletePrefix(importPrefix({ projectId: row.project_id, id: row.id }));
  return isCancelled;
}

interface Running {
  engines: Engines;
  features: readonly Feature[];
  work: ProjectWork;
  pace: ImportPace;
}

async function runImport({ engines, features, work, pace }: Running, row: ImportRow): Promise<void> {
  const { db, log } = engines;
  const projectId = row.project_id;
  const mayGoOn = async () => (await findProjectState(db, projectId))?.status === 'ACTIVE';
  await using lease = holdImport(engines, row, { mayGoOn, heartbeatMs: pace.heartbeatMs });
  const tables = features.flatMap(({ imports = [] }) => imports);
  const columnsOf = (table: string) => archivedColumns(features, table);
  const isFollowed = async () => {
    for (const { follows } of features) if (await follows?.(engines, projectId)) return true;
    return false;
  };
  try {
    if (row.attempts >= ATTEMPTS) throw new AppError('invalid', 'Whoever worked on it died of it again and again');
    const came = await work.during(
      projectId,
      () => workImport({ engines, tables, columnsOf, isFollowed }, row, lease),
      () => Promise.resolve('gone' as const),
    );
    if (came === 'done') await finish(engines, row, lease);
  } catch (error) {
    if (lease.signal.aborted) log.info({ importId: row.id, projectId }, 'an import was taken over or cancelled');
    else await fail(engines, row, error);
  }
}

async function finish(engines: Engines, row: ImportRow, lease: ImportLease): Promise<void> {
  await engines.db.transaction().execute(async (db) => {
    await lease.sayWithin(db);
    await advanceImport(db, { id: row.id, epoch: row.epoch }, { state: 'COMPLETED' });
    await auditEnd(engines, db, row, 'archives.imported');
  });
  await removeReceived(engines, row);
}

/** What is wrong with the archive ends it at once; trouble of an engine is waited out for a while. */
async function fail(engines: Engines, row: ImportRow, error: unknown): Promise<void> {
  const { db, log } = engines;
  const held = { id: row.id, epoch: row.epoch };
  const isRefused = error instanceof AppError && (error.code === 'invalid' || error.code === 'not_found');
  const why = error instanceof AppError ? error.message : 'Something went wrong on our side';
  log.warn({ err: error, importId: row.id, projectId: row.project_id }, 'an import did not go on');
  if (!isRefused) {
    const afterMs = FIRST_BACKOFF_MS * 2 ** Math.min(row.attempts, 6);
    const attempts = await postponeImport(db, held, { afterMs, error: why });
    if (attempts === null || attempts < ATTEMPTS) return;
    await changeImportState(db, row.id, { from: OPEN_STATES, to: 'FAILED', error: why });
  } else if (!(await advanceImport(db, held, { state: 'FAILED', error: why }))) return;
  await auditEnd(engines, db, row, 'archives.importFailed', { why });
  await removeReceived(engines, row);
}

async function auditEnd(
  { clock }: Engines,
  db: Engines['db'],
  row: ImportRow,
  action: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const state = await findProjectState(db, row.project_id);
  await recordAudit(
    { db, clock, actor: SYSTEM, organizationId: state?.organizationId, projectId: row.project_id },
    { action, entityType: 'archive-import', entityId: row.id, details },
  );
}

const SYSTEM = { kind: 'system' as const, id: 'system', name: 'system', may: () => true };

async function removeReceived({ blob }: Pick<Engines, 'blob'>, row: ImportRow): Promise<void> {
  await blob.deletePrefix(importPrefix({ projectId: row.project_id, id: row.id }));
}
