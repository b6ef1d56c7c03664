import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { basicAuth } from '../harness/public-api.ts';
import { startTidemark } from '../harness/start-tidemark.ts';
import type { Tidemark } from '../harness/start-tidemark.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { processesOf } from './processes.ts';

/** Before the first kill, between kills and after the last; LOAD_REQUESTS=3000 for the figures of docs/reliability.md. */
const REQUESTS = Number(process.env['LOAD_REQUESTS'] ?? 200);
const SENDERS = 4;
const SPANS = 25;
/** A sender's turns are at least this far apart: much is accepted, yet all of it can be read back within the test. */
const TURN_MS = 50;

/** What was answered with success, and therefore has to be there whatever was killed. */
interface Oracle {
  observationIds: Set<string>;
  requests: number;
  /** Spans, and events of batches. */
  events: number;
  failures: number;
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const nanos = (ms: number) => String(BigInt(Math.round(ms)) * 1_000_000n);

function otlpRequest() {
  const traceId = hex(16);
  const nowMs = Date.now();
  const ids = Array.from({ length: SPANS }, () => hex(8));
  const spans = ids.map((spanId, index) => ({
    traceId,
    spanId,
    ...(index > 0 ? { parentSpanId: ids[0] } : {}),
    name: `step ${index}`,
    startTimeUnixNano: nanos(nowMs + index),
    endTimeUnixNano: nanos(nowMs + index + 5),
    attributes: [{ key: 'langfuse.observation.input', value: { stringValue: 'x'.repeat(500) } }],
  }));
  return {
    path: '/api/public/otel/v1/traces',
    body: { resourceSpans: [{ scopeSpans: [{ spans }] }] },
    ids,
    events: SPANS,
  };
}

/** A create and its update in one message; the observation must be there once, with the update's output. */
function batchRequest() {
  const id = hex(8);
  const traceId = hex(16);
  const timestamp = new Date().toISOString();
  const batch = [
    { id: hex(8), type: 'span-create', timestamp, body: { id, traceId, name: 'made', startTime: timestamp } },
    { id: hex(8), type: 'span-update', timestamp, body: { id, traceId, output: 'done', endTime: timestamp } },
  ];
  return { path: '/api/public/ingestion', body: { batch }, ids: [id], events: batch.length };
}

async function load(tidemark: Tidemark, oracle: Oracle, stop: AbortSignal) {
  for (let turn = 0; !stop.aborted; turn += 1) {
    const pause = wait(TURN_MS);
    const request = turn % 3 === 2 ? batchRequest() : otlpRequest();
    try {
      const answer = await fetch(`${tidemark.url}${request.path}`, {
        method: 'POST',
        headers: { ...basicAuth(tidemark), 'content-type': 'application/json' },
        body: JSON.stringify(request.body),
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(String(answer.status));
      oracle.requests += 1;
      oracle.events += request.events;
      for (const id of request.ids) oracle.observationIds.add(id);
    } catch {
      oracle.failures += 1;
      await wait(100);
    }
    await pause;
  }
}

async function readAllIds(tidemark: Tidemark): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '1000', fields: 'core', ...(cursor ? { cursor } : {}) });
    const answer = await fetch(`${tidemark.url}/api/public/v2/observations?${query.toString()}`, {
      headers: basicAuth(tidemark),
    });
    if (answer.status !== 200) throw new Error(`reading back answered ${answer.status}: ${await answer.text()}`);
    const page = (await answer.json()) as { data: { id: string }[]; meta: { cursor?: string } };
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.meta.cursor;
  } while (cursor);
  return ids;
}

async function balanceOf(tidemark: Tidemark): Promise<Record<string, number>> {
  const answer = await fetch(`${tidemark.url}/api/public/v1/ingestion/status`, { headers: basicAuth(tidemark) });
  return ((await answer.json()) as { balance: Record<string, number> }).balance;
}

async function killEngine(tidemark: Tidemark) {
  const engine = (await processesOf(tidemark.dataDir)).find(
    ({ command, parent }) => command.includes('server-process.ts') && parent === tidemark.pid,
  );
  if (!engine) throw new Error('no engine process');
  process.kill(engine.pid, 'SIGKILL');
}

test(
  'kill -9 of the product (twice) and of its engine under load loses nothing that was acknowledged and doubles nothing',
  { timeout: 900_000 },
  async () => {
    await using tidemark = await startTidemark();
    const oracle: Oracle = { observationIds: new Set(), requests: 0, events: 0, failures: 0 };
    const stop = new AbortController();
    const loading = Promise.all(Array.from({ length: SENDERS }, () => load(tidemark, oracle, stop.signal)));
    const acknowledgeMore = async () => {
      const enough = oracle.requests + REQUESTS;
      const what = () => `${enough} requests to be acknowledged; ${oracle.requests} are`;
      await waitUntil(async () => oracle.requests >= enough, { withinMs: 180_000, what });
    };
    for (const kill of [() => tidemark.kill9(), () => killEngine(tidemark), () => tidemark.kill9()]) {
      await acknowledgeMore();
      await kill();
      if (kill.toString().includes('kill9')) await tidemark.start();
    }
    await acknowledgeMore();
    stop.abort();
    await loading;
    let found: string[] = [];
    const missing = () => {
      const present = new Set(found);
      return [...oracle.observationIds].filter((id) => !present.has(id));
    };
    await waitUntil(
      async () => {
        found = await readAllIds(tidemark).catch(() => []);
        return missing().length === 0;
      },
      {
        withinMs: 120_000,
        what: () =>
          `${missing().length} of ${oracle.observationIds.size} acknowledged observations; first ${missing().slice(0, 3).join(', ')}`,
      },
    );
    expect(found.length).toBe(new Set(found).size);
    expect(oracle.observationIds.size).toBeGreaterThan(4 * REQUESTS * 10);
    await waitUntil(async () => (await balanceOf(tidemark)).queued === 0, { what: 'nothing to wait any more' });
    const { received = 0, stored = 0, refused = 0, deadLettered = 0 } = await balanceOf(tidemark);
    expect({ received, deadLettered }).toEqual({ received: stored + refused, deadLettered: 0 });
    expect(stored).toBeGreaterThanOrEqual(oracle.events);
    process.stdout.write(
      `kill-during-load: ${oracle.requests} requests and ${oracle.observationIds.size} observations acknowledged, ${oracle.failures} refused or cut, ${found.length} read back\n`,
    );
  },
);
