import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { basicAuth } from '../../harness/public-api.ts';
import { startTidemark } from '../../harness/start-tidemark.ts';
import type { Tidemark } from '../../harness/start-tidemark.ts';
import { waitUntil } from '../../harness/wait-until.ts';
import { processesOf } from '../processes.ts';

const RESTARTS = Number(process.env['OUTAGE_RESTARTS'] ?? 3);
const SPANS = 10;

interface Sent {
  statuses: Map<number, number>;
  acknowledged: string[];
}

async function load(tidemark: Tidemark, sent: Sent, until: AbortSignal) {
  while (!until.aborted) {
    const nanos = String(BigInt(Date.now()) * 1_000_000n);
    const traceId = randomBytes(16).toString('hex');
    const spans = Array.from({ length: SPANS }, () => ({
      traceId,
      spanId: randomBytes(8).toString('hex'),
      name: 'step',
      startTimeUnixNano: nanos,
      endTimeUnixNano: nanos,
    }));
    const answer = await fetch(`${tidemark.url}/api/public/otel/v1/traces`, {
      method: 'POST',
      headers: { ...basicAuth(tidemark), 'content-type': 'application/json' },
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
    });
    await answer.arrayBuffer();
    sent.statuses.set(answer.status, (sent.statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 200) sent.acknowledged.push(...spans.map(({ spanId }) => spanId));
    await wait(25);
  }
}

async function killPostgres(tidemark: Tidemark): Promise<number> {
  const postgres = (await processesOf(tidemark.dataDir)).find(({ command }) => /\/bin\/postgres .*-D/.test(command));
  if (!postgres) throw new Error('no PostgreSQL process');
  process.kill(postgres.pid, 'SIGKILL');
  return postgres.pid;
}

async function balanceOf(tidemark: Tidemark): Promise<Record<string, number> | null> {
  const answer = await fetch(`${tidemark.url}/api/public/v1/ingestion/status`, { headers: basicAuth(tidemark) });
  return answer.ok ? ((await answer.json()) as { balance: Record<string, number> }).balance : null;
}

async function readIds(tidemark: Tidemark): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '1000', fields: 'core', ...(cursor ? { cursor } : {}) });
    const answer = await fetch(`${tidemark.url}/api/public/v2/observations?${query.toString()}`, {
      headers: basicAuth(tidemark),
    });
    expect(answer.status).toBe(200);
    const page = (await answer.json()) as { data: { id: string }[]; meta: { cursor?: string } };
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.meta.cursor;
  } while (cursor);
  return ids;
}

test(
  'A17: PostgreSQL killed again and again under load is started again, refuses nobody whose key is known, loses nothing, and the balance is exact',
  { timeout: 150_000 + RESTARTS * 20_000 },
  async () => {
    await using tidemark = await startTidemark();
    const sent: Sent = { statuses: new Map(), acknowledged: [] };
    const stop = new AbortController();
    const loading = Promise.all([1, 2, 3].map(() => load(tidemark, sent, stop.signal)));
    let before = 0;
    for (let n = 0; n < RESTARTS; n += 1) {
      const reached = sent.acknowledged.length + 1000;
      await waitUntil(async () => sent.acknowledged.length > reached, { what: 'the load to run' });
      const pid = await killPostgres(tidemark);
      expect(pid).not.toBe(before);
      before = pid;
      const isReady = async () => (await fetch(`${tidemark.url}/api/public/ready`)).ok;
      await waitUntil(isReady, {
        withinMs: 60_000,
        what: () => `PostgreSQL to be back\n${tidemark.log().slice(-3000)}`,
      });
    }
    stop.abort();
    await loading;
    let last: Record<string, number> | null = null;
    await waitUntil(
      async () => {
        last = await balanceOf(tidemark);
        return last !== null && last['queued'] === 0 && (last['stored'] ?? 0) >= sent.acknowledged.length;
      },
      {
        withinMs: 90_000,
        what: () => `everything to be stored: ${JSON.stringify(last)} of ${sent.acknowledged.length}`,
      },
    );
    const found = await readIds(tidemark);
    const present = new Set(found);
    expect(found.length).toBe(present.size);
    expect(sent.acknowledged.filter((id) => !present.has(id)).length).toBe(0);
    expect(last).toMatchObject({ stored: sent.acknowledged.length, deadLettered: 0 });
    expect([...sent.statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    process.stdout.write(
      `postgres-restart: ${RESTARTS} kills, ${sent.acknowledged.length} spans acknowledged, answers ${JSON.stringify([...sent.statuses])}\n`,
    );
  },
);
