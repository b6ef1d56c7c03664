import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Engines } from '#kernel/ctx';
import type { DB } from '#platform/postgres/schema.gen';

export type When = 'before' | 'after';

export interface Faulty {
  engines: Engines;
  /** What was asked of the engines so far, in order. */
  calls: string[];
  /** Whether the fault has happened. */
  readonly struck: boolean;
}

/**
 * Engines that fail once, at their n-th call: before it has an effect, or after it had one whose answer is lost. What
 * follows fails too, as for a process that is killed there. Calls for which `counts` is false are let through.
 */
export function faultyEngines(
  engines: Engines,
  pool: pg.Pool,
  fault: { at: number; when: When; counts(call: string): boolean },
): Faulty {
  const calls: string[] = [];
  let struck = false;
  const pass = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    if (struck) throw new Error(`dead: ${name}`);
    if (!fault.counts(name)) return call();
    calls.push(name);
    if (calls.length !== fault.at) return call();
    if (fault.when === 'after') await call();
    struck = true;
    throw new Error(`killed at call ${fault.at}: ${name}`);
  };
  return {
    engines: {
      ...engines,
      db: faultyDb(pool, pass),
      ch: {
        ...engines.ch,
        query: (request) => pass(`ch ${request.sql.parts.join('?').slice(0, 60)}`, () => engines.ch.query(request)),
        command: (request) => pass(`CH ${request.sql.parts.join('?').slice(0, 60)}`, () => engines.ch.command(request)),
        insert: (request) => pass(`CH insert ${request.table}`, () => engines.ch.insert(request)),
        queryFile: (request) => pass(`ch file ${request.who}`, () => engines.ch.queryFile(request)),
        load: (request) => pass(`CH load ${request.who}`, () => engines.ch.load(request)),
      },
      queue: {
        ...engines.queue,
        countAbout: (group, text) => pass(`queue count ${group}`, () => engines.queue.countAbout(group, text)),
        forgetAbout: (group, text) => pass(`QUEUE forget ${group}`, () => engines.queue.forgetAbout(group, text)),
      },
      blob: {
        ...engines.blob,
        measure: (prefix) => pass('blob measure', () => engines.blob.measure(prefix)),
        deletePrefix: (prefix) => pass('BLOB delete', () => engines.blob.deletePrefix(prefix)),
      },
      barrier: {
        ...engines.barrier,
        get leased() {
          return engines.barrier.leased;
        },
        raise: (topic, payload, ms) => pass('BARRIER', () => engines.barrier.raise(topic, payload, ms)),
      },
    },
    calls,
    get struck() {
      return struck;
    },
  };
}

type Pass = <T>(name: string, call: () => Promise<T>) => Promise<T>;

/** The same database, where each statement is a call; writes are in capitals. A transaction that is cut off is rolled back. */
function faultyDb(pool: pg.Pool, pass: Pass): Kysely<DB> {
  const connect = async () => {
    const client = await pool.connect();
    const ask = client.query.bind(client) as (text: unknown, values?: unknown) => Promise<pg.QueryResult>;
    return {
      query: (text: string, values?: unknown[]) => {
        if (/^rollback/i.test(text)) return ask(text, values);
        return pass(nameOf(text), () => ask(text, values));
      },
      release: () => client.release(),
    };
  };
  const dialect = new PostgresDialect({ pool: { connect, end: () => Promise.resolve() } as never });
  return new Kysely<DB>({ dialect });
}

function nameOf(text: string): string {
  const short = text.replaceAll(/\s+/g, ' ').trim().slice(0, 70);
  return /^(insert|update|delete|commit)/i.test(short) ? `PG ${short}` : `pg ${short}`;
}
