import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { basicAuth } from '../harness/public-api.ts';
import { startTidemark } from '../harness/start-tidemark.ts';
import type { Tidemark } from '../harness/start-tidemark.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { processesOf } from './processes.ts';

/** How long the engine hangs; the figures of docs/reliability.md are with 300. */
const AWAY_MS = Number(process.env['AWAY_SECONDS'] ?? 20) * 1000;
const SENDERS = 4;
const GOOD_SPANS = 25;
/** Four senders, ten requests a second each: a thousand events a second. */
const PAUSE_MS = 100;

interface Balance {
  received: number;
  stored: number;
  queued: number;
  deadLettered: number;
  refused: number;
}

interface Status {
  completeUpTo: string;
  lagSeconds: number;
  waitingEvents: number;
  balance: Balance;
  lastHour: { reasons: { outcome: string; reason: string; count: number }[] };
}

interface Sent {
  answers: Map<number, number>;
  accepted: number;
  refused: number;
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

function span(overrides: object = {}) {
  const nanos = String(BigInt(Date.now()) * 1_000_000n);
  const ids = { spanId: hex(8) };
  const attributes = [{ key: 'langfuse.observation.input', value: { stringValue: 'x'.repeat(500) } }];
  return { ...ids, name: 'step', startTimeUnixNano: nanos, endTimeUnixNano: nanos, attributes, ...overrides };
}

/** Runs of 25 spans and, now and then, one more that is refused. */
async function send(tidemark: Tidemark, sent: Sent, until: AbortSignal) {
  for (let turn = 0; !until.aborted; turn += 1) {
    const traceId = hex(16);
    const bad = turn % 5 === 0 ? [span({ traceId, spanId: '00' })] : [];
    const spans = [...Array.from({ length: GOOD_SPANS }, () => span({ traceId })), ...bad];
    const status = await fetch(`${tidemark.url}/api/public/otel/v1/traces`, {
      method: 'POST',
      headers: { ...basicAuth(tidemark), 'content-type': 'application/json' },
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
    }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    sent.answers.set(status, (sent.answers.get(status) ?? 0) + 1);
    if (status === 200) {
      sent.accepted += GOOD_SPANS;
      sent.refused += bad.length;
    }
    await wait(PAUSE_MS);
  }
}

async function statusOf(tidemark: Tidemark): Promise<Status> {
  const answer = await fetch(`${tidemark.url}/api/public/v1/ingestion/status`, { headers: basicAuth(tidemark) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Status;
}

async function engineOf(tidemark: Tidemark): Promise<number> {
  const processes = await processesOf(tidemark.dataDir);
  const engine = processes.find(
    ({ command, parent }) => command.includes('server-process.ts') && parent === tidemark.pid,
  );
  if (!engine) throw new Error('no engine process');
  return engine.pid;
}

async function drained(tidemark: Tidemark, withinMs: number): Promise<Status> {
  let status = await statusOf(tidemark);
  await waitUntil(
    async () => {
      status = await statusOf(tidemark);
      expect(sumOf(status.balance)).toBe(status.balance.received);
      return status.balance.queued === 0;
    },
    { withinMs, everyMs: 500, what: () => `nothing to wait any more: ${JSON.stringify(status)}` },
  );
  return status;
}

const sumOf = ({ stored, queued, deadLettered, refused }: Balance) => stored + queued + deadLettered + refused;

test(
  'while the engine hangs under load everything is accepted, afterwards it is drained, and the balance is exact to the event; also across a kill',
  { timeout: AWAY_MS + 160_000 },
  async () => {
    await using tidemark = await startTidemark();
    const sent: Sent = { answers: new Map(), accepted: 0, refused: 0 };
    const stop = new AbortController();
    const sending = Promise.all(Array.from({ length: SENDERS }, () => send(tidemark, sent, stop.signal)));
    await waitUntil(async () => (await statusOf(tidemark)).balance.stored > 0, {
      withinMs: 20_000,
      what: () => 'a first event to be stored',
    });

    const engine = await engineOf(tidemark);
    process.kill(engine, 'SIGSTOP');
    await wait(AWAY_MS);
    const away = await statusOf(tidemark);
    process.kill(engine, 'SIGCONT');
    const continuedMs = Date.now();
    stop.abort();
    await sending;
    const status = await drained(tidemark, 60_000);
    const drainedMs = Date.now() - continuedMs;

    expect([...sent.answers.keys()]).toEqual([200]);
    expect(away.waitingEvents).toBeGreaterThan(5000);
    expect(away.lagSeconds).toBeGreaterThan(AWAY_MS / 2000);
    expect(sumOf(away.balance)).toBe(away.balance.received);
    expect(status.balance).toEqual({
      received: sent.accepted + sent.refused,
      stored: sent.accepted,
      queued: 0,
      deadLettered: 0,
      refused: sent.refused,
    });
    expect(status.lastHour.reasons.map(({ count }) => count)).toEqual([sent.refused]);
    process.stdout.write(
      `engine-away: ${sent.accepted} events acknowledged, ${away.waitingEvents} waited after ${AWAY_MS / 1000} s without the engine, drained in ${drainedMs} ms\n`,
    );

    const again = new AbortController();
    const killed = { answers: new Map<number, number>(), accepted: 0, refused: 0 };
    const sendingAgain = Promise.all(Array.from({ length: SENDERS }, () => send(tidemark, killed, again.signal)));
    await wait(2000);
    await tidemark.kill9();
    again.abort();
    await sendingAgain;
    await tidemark.start();
    const after = await drained(tidemark, 60_000);
    expect(after.balance.stored).toBeGreaterThanOrEqual(sent.accepted + killed.accepted);
    expect(after.balance.deadLettered).toBe(0);
  },
);
