import type { BlobExportFrequency, BlobExportKind, BlobExportMode } from '@tidemark/contract/blob-exports';
import type { ExportCompression, ExportFormat } from '@tidemark/contract/exports';
import { sql } from 'kysely';
import type { Selectable, Updateable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';
import { snakeColumns } from '#platform/postgres/snake-columns';

/** A part of what was stored: from is inclusive, until exclusive. */
export interface ScheduleWindow {
  kind: 'scheduled' | 'backfill';
  from: Date;
  until: Date;
}

export interface Schedule {
  projectId: string;
  kind: BlobExportKind;
  bucket: string;
  region: string;
  endpoint: string | null;
  forcePathStyle: boolean;
  accessKeyId: string | null;
  secret: Buffer | null;
  prefix: string;
  frequency: BlobExportFrequency;
  mode: BlobExportMode;
  startAt: Date | null;
  tables: string[];
  fieldGroups: string[];
  source: string;
  format: ExportFormat;
  compression: ExportCompression;
  enabled: boolean;
  syncedUntil: Date;
  syncedAt: Date | null;
  window: ScheduleWindow | null;
  runId: string | null;
  nextAt: Date;
  failures: number;
  lastError: string | null;
  lastErrorAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

function scheduleOf(row: Selectable<Tables['blob_exports']>): Schedule {
  const { window_kind: kind, window_from: from, window_until: until } = row;
  return {
    projectId: row.project_id,
    kind: row.kind as BlobExportKind,
    bucket: row.bucket,
    region: row.region,
    endpoint: row.endpoint,
    forcePathStyle: row.force_path_style,
    accessKeyId: row.access_key_id,
    secret: row.secret,
    prefix: row.prefix,
    frequency: row.frequency as BlobExportFrequency,
    mode: row.mode as BlobExportMode,
    startAt: row.start_at,
    tables: row.tables,
    fieldGroups: row.field_groups,
    source: row.source,
    format: row.format as ExportFormat,
    compression: row.compression as ExportCompression,
    enabled: row.enabled,
    syncedUntil: row.synced_until,
    syncedAt: row.synced_at,
    window: kind && from && until ? { kind: kind as ScheduleWindow['kind'], from, until } : null,
    runId: row.run_id,
    nextAt: row.next_at,
    failures: row.failures,
    lastError: row.last_error,
    lastErrorAt: row.last_error_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function findSchedule(db: Db, projectId: string): Promise<Schedule | null> {
  const row = await db.selectFrom('blob_exports').selectAll().where('project_id', '=', projectId).executeTakeFirst();
  return row ? scheduleOf(row) : null;
}

export async function listSchedules(db: Db, projectIds: readonly string[]): Promise<Schedule[]> {
  if (projectIds.length === 0) return [];
  const rows = await db
    .selectFrom('blob_exports')
    .selectAll()
    .where('project_id', 'in', [...projectIds])
    .orderBy('project_id')
    .execute();
  return rows.map(scheduleOf);
}

/** Nobody else changes it before the transaction ends. */
export async function lockSchedule(db: Db, projectId: string): Promise<Schedule | null> {
  const row = await db
    .selectFrom('blob_exports')
    .selectAll()
    .where('project_id', '=', projectId)
    .forUpdate()
    .executeTakeFirst();
  return row ? scheduleOf(row) : null;
}

export async function isScheduled(db: Db, projectId: string): Promise<boolean> {
  const row = await db
    .selectFrom('blob_exports')
    .select('project_id')
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Those that wait for their next part, longest first. */
export async function findDue(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('blob_exports')
    .select('project_id')
    .where('enabled', '=', true)
    .where('run_id', 'is', null)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return rows.map(({ project_id }) => project_id);
}

export type ScheduleChange = Partial<Omit<Schedule, 'projectId' | 'createdAt' | 'updatedAt'>>;

export async function insertSchedule(
  db: Db,
  schedule: Omit<
    Schedule,
    'createdAt' | 'updatedAt' | 'window' | 'runId' | 'failures' | 'lastError' | 'lastErrorAt' | 'syncedAt'
  >,
): Promise<void> {
  const { projectId, ...settings } = schedule;
  const { kind, bucket, frequency, mode, tables, format, compression, syncedUntil } = settings;
  const needed = { kind, bucket, frequency, mode, tables, format, compression, synced_until: syncedUntil };
  await db
    .insertInto('blob_exports')
    .values({ project_id: projectId, ...needed })
    .execute();
  await changeSchedule(db, projectId, settings);
}

export async function changeSchedule(db: Db, projectId: string, change: ScheduleChange): Promise<void> {
  await db
    .updateTable('blob_exports')
    .set({ ...columnsOf(change), updated_at: sql`now()` })
    .where('project_id', '=', projectId)
    .execute();
}

function columnsOf({ window, ...change }: ScheduleChange): Updateable<Tables['blob_exports']> {
  const ofWindow = {
    window_kind: window?.kind ?? null,
    window_from: window?.from ?? null,
    window_until: window?.until ?? null,
  };
  return { ...snakeColumns(change), ...(window === undefined ? {} : ofWindow) };
}

export async function deleteBlobExport(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('blob_exports').where('project_id', '=', projectId).execute();
}
