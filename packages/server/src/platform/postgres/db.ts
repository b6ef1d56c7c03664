import { Kysely, PostgresDialect } from 'kysely';
import type { Transaction } from 'kysely';
import pg from 'pg';
import { guardedPool } from './guarded-pool.ts';
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
  // The pool listens to idle connections only; one that breaks in somebody's hand would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: guardedPool(pool) }) });
  return { db, pool, [Symbol.asyncDispose]: () => db.destroy() };
}
