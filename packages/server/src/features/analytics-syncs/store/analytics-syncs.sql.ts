import type { AnalyticsProvider, AnalyticsTable } from '@tidemark/contract/analytics-syncs';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';
import { snakeColumns } from '#platform/postgres/snake-columns';

/** What a sync is known by. */
export interface SyncKey {
  projectId: string;
  provider: AnalyticsProvider;
}

export interface Sync extends SyncKey {
  endpoint: string;
  secret: Buffer;
  tables: AnalyticsTable[];
  eventPrefix: string;
  enabled: boolean;
  syncedUntil: Date;
  syncedAt: Date | null;
  windowUntil: Date | null;
  runId: string | null;
  nextAt: Date;
  failures: number;
  lastError: string | null;
  lastErrorAt: Date | null;
}

function syncOf(row: Selectable<Tables['analytics_syncs']>): Sync {
  return {
    projectId: row.project_id,
    provider: row.provider as AnalyticsProvider,
    endpoint: row.endpoint,
    secret: row.secret,
    tables: row.tables as AnalyticsTable[],
    eventPrefix: row.event_prefix,
    enabled: row.enabled,
    syncedUntil: row.synced_until,
    syncedAt: row.synced_at,
    windowUntil: row.window_until,
    runId: row.run_id,
    nextAt: row.next_at,
    failures: row.failures,
    lastError: row.last_error,
    lastErrorAt: row.last_error_at,
  };
}

const one = (db: Db, { projectId, provider }: SyncKey) =>
  db.selectFrom('analytics_syncs').selectAll().where('project_id', '=', projectId).where('provider', '=', provider);

export async function selectSync(db: Db, key: SyncKey): Promise<Sync | null> {
  const row = await one(db, key).executeTakeFirst();
  return row ? syncOf(row) : null;
}

/** Nobody else changes it before the transaction ends. */
export async function lockSync(db: Db, key: SyncKey): Promise<Sync | null> {
  const row = await one(db, key).forUpdate().executeTakeFirst();
  return row ? syncOf(row) : null;
}

export async function selectSyncs(db: Db, projectId: string): Promise<Sync[]> {
  const rows = await db
    .selectFrom('analytics_syncs')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('provider')
    .execute();
  return rows.map(syncOf);
}

export async function isSynced(db: Db, projectId: string): Promise<boolean> {
  return (await selectSyncs(db, projectId)).length > 0;
}

/** Those that wait for their next part, longest first. */
export async function selectDueSyncs(db: Db, now: Date, limit: number): Promise<SyncKey[]> {
  const rows = await db
    .selectFrom('analytics_syncs')
    .select(['project_id', 'provider'])
    .where('enabled', '=', true)
    .where('run_id', 'is', null)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ projectId: row.project_id, provider: row.provider as AnalyticsProvider }));
}

export async function insertSync(
  db: Db,
  sync: SyncKey & Pick<Sync, 'endpoint' | 'secret' | 'tables' | 'eventPrefix' | 'enabled' | 'syncedUntil' | 'nextAt'>,
): Promise<void> {
  const { projectId, eventPrefix, syncedUntil, nextAt, ...same } = sync;
  await db
    .insertInto('analytics_syncs')
    .values({
      ...same,
      project_id: projectId,
      event_prefix: eventPrefix,
      synced_until: syncedUntil,
      next_at: nextAt,
    })
    .execute();
}

export async function changeSync(
  db: Db,
  { projectId, provider }: SyncKey,
  change: Partial<Omit<Sync, keyof SyncKey>>,
): Promise<void> {
  await db
    .updateTable('analytics_syncs')
    .set({ ...snakeColumns(change), updated_at: sql`now()` })
    .where('project_id', '=', projectId)
    .where('provider', '=', provider)
    .execute();
}

export async function deleteSync(db: Db, { projectId, provider }: SyncKey): Promise<boolean> {
  const row = await db
    .deleteFrom('analytics_syncs')
    .where('project_id', '=', projectId)
    .where('provider', '=', provider)
    .returning('provider')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteSyncsOfProject(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('analytics_syncs').where('project_id', '=', projectId).execute();
}
