import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { ExportRequest } from '#kernel/export-run';
import type { ExportRun, ExportRunKind, ExportRunState } from '#kernel/export-run';
import type { Db, Tables } from '#platform/postgres/db';

export type ExportRunRow = Selectable<Tables['export_runs']>;

export interface NewExportRun {
  id: string;
  projectId: string;
  kind: ExportRunKind;
  sourceId: string | null;
  request: ExportRequest;
  cutUs: number;
  expectedRows: number | null;
  requestedBy: { kind: string; id: string; name: string };
}

export async function insertRun(db: Db, run: NewExportRun): Promise<void> {
  await db
    .insertInto('export_runs')
    .values({
      id: run.id,
      project_id: run.projectId,
      kind: run.kind,
      source_id: run.sourceId,
      request: JSON.stringify(run.request),
      cut_us: run.cutUs,
      expected_rows: run.expectedRows,
      // As exact as a page's cursor can say it.
      created_at: sql`date_trunc('milliseconds', now())`,
      requested_by_kind: run.requestedBy.kind,
      requested_by_id: run.requestedBy.id,
      requested_by_name: run.requestedBy.name,
    })
    .execute();
}

export async function selectRun(db: Db, of: { projectId: string; id: string }): Promise<ExportRun | null> {
  const row = await db
    .selectFrom('export_runs')
    .selectAll()
    .where('project_id', '=', of.projectId)
    .where('id', '=', of.id)
    .executeTakeFirst();
  return row ? runOf(row) : null;
}

export interface ListRuns {
  projectId: string;
  kind?: ExportRunKind;
  sourceId?: string;
  /** Runs before this one. */
  before?: { createdAt: Date; id: string };
  limit: number;
}

/** The newest first. */
export async function selectRuns(db: Db, list: ListRuns): Promise<ExportRun[]> {
  const { projectId, kind, sourceId, before, limit } = list;
  const rows = await db
    .selectFrom('export_runs')
    .selectAll()
    .where('project_id', '=', projectId)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'batch'))
    .$if(sourceId !== undefined, (query) => query.where('source_id', '=', sourceId ?? ''))
    .$if(before !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(before?.createdAt ?? new Date(0), before?.id ?? '')),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(runOf);
}

export async function countOpenRuns(db: Db, of: { projectId: string; kind: ExportRunKind }): Promise<number> {
  const { count } = await db
    .selectFrom('export_runs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('project_id', '=', of.projectId)
    .where('kind', '=', of.kind)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .executeTakeFirstOrThrow();
  return count;
}

/** Takes the run that waits longest, or one whose worker is silent; of two who ask at once each gets another one. */
export async function claimRun(db: Db, staleMs: number): Promise<ExportRunRow | null> {
  const row = await db
    .updateTable('export_runs')
    .set((is) => ({
      epoch: is('epoch', '+', 1),
      state: 'RUNNING',
      heartbeat_at: sql<Date>`now()`,
      started_at: sql<Date>`coalesce(started_at, now())`,
      // Whoever went silent at a window may have died of it.
      attempts: sql<number>`attempts + CASE WHEN state = 'RUNNING' THEN 1 ELSE 0 END`,
    }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('export_runs')
        .select('id')
        .where((or) =>
          or.or([
            or.and([or('state', '=', 'QUEUED'), or('next_attempt_at', '<=', sql<Date>`now()`)]),
            or.and([or('state', '=', 'RUNNING'), or('heartbeat_at', '<', ago(staleMs))]),
          ]),
        )
        .orderBy('next_attempt_at')
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export interface HeldRun {
  id: string;
  epoch: number;
}

/** False when somebody else has it, or it was cancelled: nothing more may be written by this worker. */
export function beat(db: Db, held: HeldRun): Promise<boolean> {
  return changed(mine(db, held).set({ heartbeat_at: sql<Date>`now()` }));
}

export interface RunProgress {
  cursor: unknown;
  windowRows: number;
  /** To be added. */
  rows: number;
  bytes: number;
  windows: number;
}

export function saveProgress(db: Db, held: HeldRun, progress: RunProgress): Promise<boolean> {
  const { cursor, windowRows, rows, bytes, windows } = progress;
  return changed(
    mine(db, held).set((is) => ({
      cursor: JSON.stringify(cursor),
      window_rows: windowRows,
      rows: is('rows', '+', rows),
      bytes: is('bytes', '+', bytes),
      windows: is('windows', '+', windows),
      attempts: 0,
      error: null,
      heartbeat_at: sql<Date>`now()`,
    })),
  );
}

export function saveExpected(db: Db, held: HeldRun, expectedRows: number): Promise<boolean> {
  return changed(mine(db, held).set({ expected_rows: expectedRows }));
}

/** A window that did not succeed: smaller the next time, or once more as it is. */
export function saveTrouble(
  db: Db,
  held: HeldRun,
  trouble: { windowRows: number; split: boolean; attempts: number; error: string },
): Promise<boolean> {
  const { windowRows, split, attempts, error } = trouble;
  return changed(
    mine(db, held).set((is) => ({
      window_rows: windowRows,
      attempts,
      error: error.slice(0, 1000),
      splits: is('splits', '+', split ? 1 : 0),
      retries: is('retries', '+', split ? 0 : 1),
    })),
  );
}

/** Lets go of the run, so that another worker need not wait for this one to be silent. */
export function releaseRun(db: Db, held: HeldRun, afterMs: number): Promise<boolean> {
  return changed(
    mine(db, held).set({ state: 'QUEUED', next_attempt_at: sql<Date>`now() + ${afterMs} * interval '1 millisecond'` }),
  );
}

export interface RunEnd {
  state: 'COMPLETED' | 'FAILED';
  error: string | null;
  truncated: boolean;
}

/** The run as it is then, null when it is no longer this worker's. */
export async function endRun(db: Db, held: HeldRun, end: RunEnd): Promise<ExportRun | null> {
  const row = await mine(db, held)
    .set({ ...end, finished_at: sql<Date>`now()` })
    .returningAll()
    .executeTakeFirst();
  return row ? runOf(row) : null;
}

/** Whoever works on it notices with its next beat. Null when it has ended already. */
export async function cancelRun(
  db: Db,
  of: { projectId: string; id: string; reason: string },
): Promise<ExportRun | null> {
  const row = await db
    .updateTable('export_runs')
    .set({ state: 'CANCELLED', error: of.reason, finished_at: sql<Date>`now()` })
    .where('project_id', '=', of.projectId)
    .where('id', '=', of.id)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .returningAll()
    .executeTakeFirst();
  return row ? runOf(row) : null;
}

/** Projects with runs that have not ended, for whoever sees to it that none goes on for a project that is being deleted. */
export async function selectProjectsWithOpenRuns(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('export_runs')
    .select('project_id')
    .distinct()
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .execute();
  return rows.map((row) => row.project_id);
}

export interface OpenRuns {
  queued: number;
  running: number;
  /** Since the one that waits longest for a worker was asked for; 0 when none does. */
  longestQueuedMs: number;
}

export async function countRuns(db: Db): Promise<OpenRuns> {
  const { rows } = await sql<OpenRuns>`
    SELECT count(*) FILTER (WHERE state = 'QUEUED')::int8 AS queued, count(*) FILTER (WHERE state = 'RUNNING')::int8 AS running,
      coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE state = 'QUEUED')) * 1000, 0)::int8 AS "longestQueuedMs"
    FROM export_runs WHERE state IN ('QUEUED', 'RUNNING')`.execute(db);
  return rows[0] ?? { queued: 0, running: 0, longestQueuedMs: 0 };
}

export async function selectOpenRuns(db: Db, projectId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('export_runs')
    .select('id')
    .where('project_id', '=', projectId)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .execute();
  return rows.map((row) => row.id);
}

/** Ended runs in whose folder a worker that was slow may have left something since. */
export async function selectUnswept(db: Db, endedMs: number): Promise<ExportRun[]> {
  const rows = await db
    .selectFrom('export_runs')
    .selectAll()
    .where('swept_at', 'is', null)
    .where('finished_at', '<', ago(endedMs))
    .limit(100)
    .execute();
  return rows.map(runOf);
}

export async function markSwept(db: Db, id: string): Promise<void> {
  await db
    .updateTable('export_runs')
    .set({ swept_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

export async function setExpiry(db: Db, of: { id: string; expiresAt: Date | null }): Promise<void> {
  await db.updateTable('export_runs').set({ expires_at: of.expiresAt }).where('id', '=', of.id).execute();
}

export async function deleteProjectRuns(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('export_files').where('project_id', '=', projectId).execute();
  await db.deleteFrom('export_runs').where('project_id', '=', projectId).execute();
}

export function runOf(row: ExportRunRow): ExportRun {
  return {
    id: row.id,
    projectId: row.project_id,
    kind: row.kind as ExportRunKind,
    sourceId: row.source_id,
    request: ExportRequest.parse(row.request),
    cutUs: row.cut_us,
    state: row.state as ExportRunState,
    requestedBy: { kind: row.requested_by_kind, id: row.requested_by_id, name: row.requested_by_name },
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    expiresAt: row.expires_at,
    epoch: row.epoch,
    attempts: row.attempts,
    windows: row.windows,
    splits: row.splits,
    retries: row.retries,
    rows: row.rows,
    bytes: row.bytes,
    expectedRows: row.expected_rows,
    truncated: row.truncated,
    error: row.error,
  };
}

const mine = (db: Db, { id, epoch }: HeldRun) =>
  db.updateTable('export_runs').where('id', '=', id).where('epoch', '=', epoch).where('state', '=', 'RUNNING');

const ago = (ms: number) => sql<Date>`now() - ${ms} * interval '1 millisecond'`;

async function changed(update: { executeTakeFirst(): Promise<{ numUpdatedRows: bigint } | undefined> }) {
  return ((await update.executeTakeFirst())?.numUpdatedRows ?? 0n) > 0n;
}
