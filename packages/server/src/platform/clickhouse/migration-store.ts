import { z } from 'zod';
import type { ClickHouse } from './client.ts';
import { fillIn } from './read-migrations.ts';
import { trustedSql } from './trusted-sql.ts';
import { sql } from './sql.ts';

const WHO = 'migrate';

/** `version` 0 holds the leases of those who migrate. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations {{on_cluster}}
(
    version   UInt32,
    statement UInt32,
    checksum  String,
    at_ms     UInt64
)
ENGINE = {{engine:ReplacingMergeTree}}
ORDER BY (version, statement, checksum)`;

const AppliedRow = z.object({ version: z.number(), statement: z.number(), checksum: z.string(), at_ms: z.number() });
export type AppliedStatement = z.infer<typeof AppliedRow>;

export function createMigrationsTable(ch: ClickHouse, cluster: string | undefined): Promise<void> {
  return runStatement(ch, fillIn(MIGRATIONS_TABLE, cluster));
}

export function appliedStatements(ch: ClickHouse): Promise<AppliedStatement[]> {
  const text = sql`SELECT version, statement, checksum, at_ms FROM schema_migrations FINAL WHERE version > 0
    ORDER BY version, statement`;
  return ch.query({ sql: text, schema: AppliedRow, class: 'ingest', who: WHO });
}

export async function recordStatement(ch: ClickHouse, row: AppliedStatement): Promise<void> {
  const ndjson = Buffer.from(`${JSON.stringify(row)}\n`);
  await ch.insert({ table: 'schema_migrations', ndjson, class: 'ingest', who: WHO });
}

export function runStatement(ch: ClickHouse, text: string): Promise<void> {
  return ch.command({ sql: trustedSql(text), class: 'ingest', who: WHO });
}
