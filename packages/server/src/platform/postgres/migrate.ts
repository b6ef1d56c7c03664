import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

const LOCK = 7_316_204_511;

/**
 * Applies the numbered files that are missing, each in a transaction of its own, under a lock that other starting
 * processes wait for. Interrupted work leaves no trace, so the next start simply goes on.
 * Refuses a database that was migrated by a newer version of the product.
 */
export async function migratePostgres(pool: pg.Pool, folder: string): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ name: string }>('SELECT name FROM schema_migrations ORDER BY name');
    const files = (await readdir(folder)).filter((file) => /^\d{4}_.+\.sql$/.test(file)).sort();
    refuseNewer(
      rows.map((row) => row.name),
      files,
    );
    const done = new Set(rows.map((row) => row.name));
    const missing = files.filter((file) => !done.has(file));
    for (const file of missing) await apply(client, file, await readFile(join(folder, file), 'utf8'));
    return missing;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
    client.release();
  }
}

function refuseNewer(applied: readonly string[], known: readonly string[]) {
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new Error(
    `The database was migrated by a newer Tidemark (${unknown.join(', ')}); start that version, or restore a backup`,
  );
}

async function apply(client: pg.PoolClient, name: string, sql: string) {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
