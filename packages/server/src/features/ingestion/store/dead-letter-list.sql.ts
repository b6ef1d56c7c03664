import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface DeadLetterRow {
  id: string;
  segment: string;
  entity: string;
  entityId: string;
  reason: string;
  events: number;
  attempts: number;
  at: Date;
  retriedAt: Date | null;
  discardedAt: Date | null;
  payloadBytes: number;
}

export interface LetterPage {
  projectId: string;
  discarded: boolean;
  after: { at: string; id: string } | null;
  limit: number;
}

const COLUMNS = [
  'id',
  'segment',
  'entity',
  'entity_id as entityId',
  'reason',
  'events',
  'attempts',
  'at',
  'retried_at as retriedAt',
  'discarded_at as discardedAt',
  sql<number>`octet_length(payload)`.as('payloadBytes'),
] as const;

/** Newest first, without the payloads. Times go out to the millisecond, so the cursor compares milliseconds. */
export async function listLetters(db: Db, page: LetterPage): Promise<DeadLetterRow[]> {
  const at = sql<Date>`date_trunc('milliseconds', at)`;
  return db
    .selectFrom('ingestion_dead_letters')
    .select(COLUMNS)
    .where('project_id', '=', page.projectId)
    .where('discarded_at', page.discarded ? 'is not' : 'is', null)
    .$if(page.after !== null, (query) =>
      query.where(sql<boolean>`(${at}, id) < (${page.after?.at}::timestamptz, ${page.after?.id})`),
    )
    .orderBy(at, 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

export async function findLetter(
  db: Db,
  of: { projectId: string; id: string },
): Promise<(DeadLetterRow & { payload: string }) | null> {
  const row = await db
    .selectFrom('ingestion_dead_letters')
    .select([...COLUMNS, 'payload'])
    .where('project_id', '=', of.projectId)
    .where('id', '=', of.id)
    .executeTakeFirst();
  return row ?? null;
}

export async function countOpenLetters(db: Db, projectId: string): Promise<number> {
  const row = await db
    .selectFrom('ingestion_dead_letters')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .where('discarded_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Notes that the letters are tried again, and answers the segments that they came from. */
export async function markRetried(db: Db, of: { projectId: string; ids: readonly string[] }): Promise<string[]> {
  const rows = await db
    .updateTable('ingestion_dead_letters')
    .set({ retried_at: sql`now()`, discarded_at: null })
    .where('project_id', '=', of.projectId)
    .where('id', 'in', [...of.ids])
    .returning('segment')
    .execute();
  return [...new Set(rows.map(({ segment }) => segment))];
}

/** Answers how many there were. */
export async function setDiscarded(
  db: Db,
  of: { projectId: string; ids: readonly string[]; discarded: boolean },
): Promise<number> {
  const rows = await db
    .updateTable('ingestion_dead_letters')
    .set({ discarded_at: of.discarded ? sql`now()` : null })
    .where('project_id', '=', of.projectId)
    .where('id', 'in', [...of.ids])
    .returning('id')
    .execute();
  return rows.length;
}

/** Forgets what was discarded a while ago. What it held back stays counted as dead-lettered. */
export async function deleteDiscarded(db: Db, olderThanMs: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('ingestion_dead_letters')
    .where('discarded_at', '<', sql<Date>`now() - ${olderThanMs} * interval '1 millisecond'`)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
