import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { AppError } from '#domain/errors';
import { NETWORK_CODES } from '#platform/network/network-codes';

/** Longer than any statement of ours; a server that is silent for so long is away, whatever the network says. */
const SILENT_AFTER_MS = 60_000;

/**
 * The pool for Kysely, which says `unavailable` when the server is away, so that clients and jobs try again, where any
 * other error is a defect. A connection on which that happened is not given to anybody else.
 */
export function guardedPool(pool: pg.Pool, silentAfterMs = SILENT_AFTER_MS): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => guard(await pool.connect().catch(rethrow), silentAfterMs),
  };
}

type Guarded = pg.PoolClient & { guard?: { broken: boolean } };

/** In place, because Kysely knows a connection by its client. `release` is made anew by the pool each time. */
function guard(client: Guarded, silentAfterMs: number): PostgresPoolClient {
  const state = (client.guard ??= watch(client, silentAfterMs));
  const release = client.release.bind(client);
  client.release = () => release(state.broken);
  return client as unknown as PostgresPoolClient;
}

function watch(client: pg.PoolClient, silentAfterMs: number) {
  const state = { broken: false };
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const watched = (text: unknown, values: unknown, callback?: unknown): unknown => {
    if (typeof text !== 'string' || typeof (callback ?? values) === 'function') return query(text, values, callback);
    const asked = query({ text, values, query_timeout: silentAfterMs }) as Promise<unknown>;
    return asked.catch((error: unknown) => {
      state.broken ||= isAway(error);
      return rethrow(error);
    });
  };
  client.query = watched as typeof client.query;
  return state;
}

function rethrow(error: unknown): never {
  if (isAway(error)) throw new AppError('unavailable', 'The database does not answer at the moment', { cause: error });
  throw error;
}

/** Connection trouble (class 08), shutting down or starting, too many connections, a disk or memory that is full. */
const SQL_STATES = /^(08...|57P0[1-3]|53...)$/;

function isAway(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: string };
  if (typeof code === 'string') return NETWORK_CODES.has(code) || SQL_STATES.test(code);
  return /connection terminated|timeout exceeded when trying to connect|query read timeout|not queryable/i.test(
    message ?? '',
  );
}
