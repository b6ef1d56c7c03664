import { Kysely, PostgresDialect } from 'kysely';
import type { Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './schema.gen.ts';

export type Tables = DB;
/** PostgreSQL, or a transaction of it: verbs need not know which. */
export type Db = Kysely<DB> | Transaction<DB>;

/** int8 as a number (our counts stay below 2^53) and numeric as text. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Database extends AsyncDisposable {
  db: Kysely<DB>;
  pool: pg.Pool;
}

/** `onError` hears of idle connections that broke; the pool replaces them by itself. */
export function connectPostgres(options: {
  url: string;
  maxConnections: number;
  onError(error: Error): void;
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    connectionTimeoutMillis: 10_000,
    application_name: 'tidemark',
  });
  pool.on('error', options.onError);
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, [Symbol.asyncDispose]: () => db.destroy() };
}
