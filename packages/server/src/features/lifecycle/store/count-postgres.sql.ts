import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface PostgresCount {
  table: string;
  rows: number;
  bytes: number;
}

/** Every table that can hold rows of a project, from the catalog. */
export async function postgresTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'project_id' AND NOT a.attisdropped
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY name`.execute(db);
  return rows.map(({ name }) => name);
}

/** The size is that of the rows, without indices. */
export async function countPostgresRows(db: Db, of: { table: string; projectId: string }): Promise<PostgresCount> {
  const { rows } = await sql<{ rows: number; bytes: number }>`
    SELECT count(*)::int8 AS rows, coalesce(sum(pg_column_size(counted.*)), 0)::int8 AS bytes
    FROM ${sql.table(of.table)} AS counted WHERE project_id = ${of.projectId}`.execute(db);
  const [counted] = rows;
  if (!counted) throw new Error(`The rows of ${of.table} could not be counted`);
  return { table: of.table, ...counted };
}

/** Begin of the oldest part of the write-ahead log that is still there, which may hold bytes of removed rows; null when it may not be asked. */
export async function oldestLogTime(db: Db): Promise<Date | null> {
  const answer = await sql<{ oldest: Date | null }>`SELECT min(modification) AS oldest FROM pg_ls_waldir()`
    .execute(db)
    .catch(() => null);
  return answer?.rows[0]?.oldest ?? null;
}
