import { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import type { ClickHouse } from './client.ts';
import { param, sql } from './sql.ts';

const LEASE_MS = 30_000;
const POLL_MS = 250;

/**
 * Waits until nobody else migrates. The engine has no locks: a lease is a row, the oldest unexpired one holds, and a
 * holder that died is forgotten after 30 seconds. Should two ever hold at once, the statements are idempotent.
 */
export async function takeLease(options: { ch: ClickHouse; clock: Clock }): Promise<AsyncDisposable> {
  const { ch, clock } = options;
  const holder = `${String(clock.nowMs()).padStart(16, '0')}-${clock.newId()}`;
  await writeLease(ch, holder, clock.nowMs());
  const renewal = setInterval(() => void writeLease(ch, holder, clock.nowMs()).catch(() => {}), LEASE_MS / 3);
  renewal.unref();
  while ((await oldestHolder(ch, clock.nowMs() - LEASE_MS)) !== holder) await clock.sleep(POLL_MS);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(renewal);
      await writeLease(ch, holder, 0);
    },
  };
}

/** A lease is renewed, and given back, by a newer row of the same holder. */
async function writeLease(ch: ClickHouse, holder: string, atMs: number): Promise<void> {
  const row = JSON.stringify({ version: 0, statement: 0, checksum: holder, at_ms: atMs });
  await ch.insert({ table: 'schema_migrations', ndjson: Buffer.from(`${row}\n`), class: 'ingest', who: 'migrate' });
}

async function oldestHolder(ch: ClickHouse, sinceMs: number): Promise<string | null> {
  const [row] = await ch.query({
    sql: sql`SELECT checksum AS holder FROM schema_migrations WHERE version = 0 GROUP BY checksum
      HAVING max(at_ms) > ${param.int(sinceMs)} AND min(at_ms) > 0 ORDER BY holder LIMIT 1`,
    schema: z.object({ holder: z.string() }),
    class: 'ingest',
    who: 'migrate',
  });
  return row?.holder ?? null;
}
