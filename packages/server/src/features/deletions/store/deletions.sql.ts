import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export type DeletionState = 'HIDING' | 'HIDDEN' | 'RESTORING' | 'RESTORED' | 'PURGING' | 'PURGED' | 'FAILED';

export interface InsertDeletion {
  id: string;
  organizationId: string;
  projectId: string;
  actor: { kind: string; id: string; name: string };
  entityType: string;
  entityId?: string | undefined;
  entityName: string;
  selection: unknown;
  reason?: string | undefined;
  state: DeletionState;
  counts?: Readonly<Record<string, number>> | undefined;
  graceDays: number | null;
}

/** The database's clock says when it becomes final, once and for all. */
export async function insertDeletion(db: Db, deletion: InsertDeletion): Promise<void> {
  await db
    .insertInto('deletions')
    .values({
      id: deletion.id,
      organization_id: deletion.organizationId,
      project_id: deletion.projectId,
      entity_type: deletion.entityType,
      entity_id: deletion.entityId ?? null,
      entity_name: deletion.entityName,
      selection: JSON.stringify(deletion.selection),
      reason: deletion.reason ?? '',
      requested_by_kind: deletion.actor.kind,
      requested_by_id: deletion.actor.id,
      requested_by_name: deletion.actor.name,
      state: deletion.state,
      counts: JSON.stringify(deletion.counts ?? {}),
      purge_after: deletion.graceDays === null ? null : sql<Date>`now() + ${deletion.graceDays} * interval '1 day'`,
    })
    .execute();
}

export interface Deletion {
  id: string;
  projectId: string;
  entityType: string;
  entityId: string | null;
  entityName: string;
  selection: unknown;
  reason: string;
  requestedById: string;
  requestedByKind: string;
  requestedByName: string;
  requestedAt: Date;
  purgeAfter: Date | null;
  state: DeletionState;
  stateUpdatedAt: Date;
  counts: Record<string, number>;
  progress: Record<string, number>;
  receipt: unknown;
  lastError: string | null;
}

const COLUMNS = [
  'id',
  'project_id as projectId',
  'entity_type as entityType',
  'entity_id as entityId',
  'entity_name as entityName',
  'selection',
  'reason',
  'requested_by_id as requestedById',
  'requested_by_kind as requestedByKind',
  'requested_by_name as requestedByName',
  'requested_at as requestedAt',
  'purge_after as purgeAfter',
  'state',
  'state_updated_at as stateUpdatedAt',
  'counts',
  'progress',
  'receipt',
  'last_error as lastError',
] as const;

export async function selectDeletion(db: Db, of: { projectId: string; id: string }): Promise<Deletion | null> {
  const row = await db
    .selectFrom('deletions')
    .select(COLUMNS)
    .where('project_id', '=', of.projectId)
    .where('id', '=', of.id)
    .executeTakeFirst();
  return (row as Deletion | undefined) ?? null;
}

export interface TrashPage {
  projectIds: readonly string[];
  /** What can be restored; or everything that ever was deleted, as the record of it. */
  only: 'trash' | 'all';
  entityType?: string | undefined;
  after: { at: string; id: string } | null;
  limit: number;
}

/** Newest first. Times go out to the millisecond, so the cursor compares milliseconds. */
export async function selectDeletions(db: Db, page: TrashPage): Promise<Deletion[]> {
  const at = sql<Date>`date_trunc('milliseconds', requested_at)`;
  const rows = await db
    .selectFrom('deletions')
    .select(COLUMNS)
    .where('project_id', 'in', page.projectIds)
    .$if(page.only === 'trash', (query) => query.where('state', 'in', ['HIDING', 'HIDDEN', 'RESTORING', 'FAILED']))
    .$if(page.entityType !== undefined, (query) => query.where('entity_type', '=', page.entityType ?? ''))
    .$if(page.after !== null, (query) =>
      query.where(sql<boolean>`(${at}, id) < (${page.after?.at}::timestamptz, ${page.after?.id})`),
    )
    .orderBy(at, 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows as Deletion[];
}

export interface DeletionChange {
  id: string;
  from: readonly DeletionState[];
  to: DeletionState;
  counts?: Readonly<Record<string, number>>;
  receipt?: unknown;
}

/** One wins: the state changes only when it still is one of those given. Answers whether it did. */
export async function changeDeletionState(db: Db, change: DeletionChange): Promise<boolean> {
  const row = await db
    .updateTable('deletions')
    .set({
      state: change.to,
      state_updated_at: sql`now()`,
      lease_until: null,
      last_error: null,
      ...(change.counts ? { counts: JSON.stringify(change.counts) } : {}),
      // What it was asked to take may say of a person what is not to be remembered.
      ...(change.to === 'PURGED' ? { selection: '{}' } : {}),
      ...(change.receipt === undefined ? {} : { receipt: JSON.stringify(change.receipt) }),
    })
    .where('id', '=', change.id)
    .where('state', 'in', [...change.from])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Not a failure: it is somebody else's turn first. */
export async function releaseDeletion(db: Db, of: { id: string; waitMs: number; why: string }): Promise<void> {
  await db
    .updateTable('deletions')
    .set({
      lease_until: null,
      last_error: of.why,
      next_attempt_at: sql`now() + ${of.waitMs} * interval '1 millisecond'`,
    })
    .where('id', '=', of.id)
    .execute();
}

/** Says how far it is, and keeps the lease alive. */
export async function writeProgress(
  db: Db,
  write: { id: string; progress: Readonly<Record<string, number>>; leaseMs: number },
): Promise<void> {
  await db
    .updateTable('deletions')
    .set({
      progress: JSON.stringify(write.progress),
      lease_until: sql`now() + ${write.leaseMs} * interval '1 millisecond'`,
    })
    .where('id', '=', write.id)
    .execute();
}

/**
 * Takes operations in these states whose turn has come, for a while that nobody else takes them; one that failed waits
 * behind the others. What is done to them is repeatable, so that a lease that ran out does no harm.
 */
export async function claimDeletions(
  db: Db,
  claim: { states: readonly DeletionState[]; idleMs: number; leaseMs: number; limit: number },
): Promise<Deletion[]> {
  const { rows } = await sql<Deletion>`
    UPDATE deletions SET lease_until = now() + ${claim.leaseMs} * interval '1 millisecond'
    WHERE id IN (
      SELECT id FROM deletions
      WHERE state = ANY (${[...claim.states]}::text[]) AND next_attempt_at <= now()
        AND state_updated_at <= now() - ${claim.idleMs} * interval '1 millisecond'
        AND (lease_until IS NULL OR lease_until < now())
      ORDER BY next_attempt_at, id LIMIT ${claim.limit} FOR UPDATE SKIP LOCKED)
    RETURNING ${sql.join(COLUMNS.map((column) => sql.raw(column.replace(/ as (\w+)$/, ' AS "$1"'))))}`.execute(db);
  return rows;
}

/** Waits longer after every failure, up to an hour; a purge that goes on failing says so by its state, and goes on trying. */
export async function recordDeletionFailure(db: Db, of: { id: string; reason: string }) {
  await db
    .updateTable('deletions')
    .set({
      attempts: sql`attempts + 1`,
      last_error: of.reason.slice(0, 1000),
      lease_until: null,
      next_attempt_at: sql`now() + least(power(2, least(attempts, 12)), 3600) * interval '1 second'`,
      state: sql`CASE WHEN state = 'PURGING' AND attempts >= 4 THEN 'FAILED' ELSE state END`,
    })
    .where('id', '=', of.id)
    .execute();
}

export async function deleteProjectDeletions(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('deletions').where('project_id', '=', projectId).execute();
}

/** Its days of grace end now, by the database's clock. False when it is not in the trash. */
export async function makeDue(db: Db, id: string): Promise<boolean> {
  const row = await db
    .updateTable('deletions')
    .set({ purge_after: sql`now()` })
    .where('id', '=', id)
    .where('state', '=', 'HIDDEN')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Operations whose days of grace are over, by the database's clock, begin to go: from now on no restore wins. */
export async function beginPurges(
  db: Db,
  { limit, except }: { limit: number; except: readonly string[] },
): Promise<number> {
  const { rows } = await sql`
    UPDATE deletions SET state = 'PURGING', state_updated_at = now(), next_attempt_at = now(), progress = '{}'
    WHERE state = 'HIDDEN' AND id IN (
      SELECT id FROM deletions WHERE state = 'HIDDEN' AND purge_after <= now()
        AND project_id <> ALL (${[...except]}::text[])
      ORDER BY purge_after, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id`.execute(db);
  return rows.length;
}

/** Purged operations that are to be looked at once more, and those whose tombstones nobody needs any longer. */
export async function selectPurged(
  db: Db,
  select: { which: 'unswept' | 'forgettable'; olderThanMs: number; limit: number },
): Promise<Deletion[]> {
  const rows = await db
    .selectFrom('deletions')
    .select(COLUMNS)
    .where('state', '=', 'PURGED')
    .where('swept_at', select.which === 'unswept' ? 'is' : 'is not', null)
    .where(sql<boolean>`NOT progress ? 'forgotten'`)
    .where('state_updated_at', '<', sql<Date>`now() - ${select.olderThanMs} * interval '1 millisecond'`)
    .orderBy('state_updated_at')
    .limit(select.limit)
    .execute();
  return rows as Deletion[];
}

export async function markPurged(db: Db, mark: { id: string; as: 'swept' | 'forgotten' }): Promise<void> {
  await db
    .updateTable('deletions')
    .set(mark.as === 'swept' ? { swept_at: sql`now()` } : { progress: JSON.stringify({ forgotten: 1 }) })
    .where('id', '=', mark.id)
    .execute();
}

/** Whether anything of the project was purged by id, or is being: its tombstones are asked for then. */
export async function hasTombstones(db: Db, projectId: string): Promise<boolean> {
  const row = await db
    .selectFrom('deletions')
    .select('id')
    .where('project_id', '=', projectId)
    .where('state', 'in', ['PURGING', 'PURGED', 'FAILED'])
    .where(sql<boolean>`NOT progress ? 'forgotten'`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
