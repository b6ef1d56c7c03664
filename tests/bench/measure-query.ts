import { randomBytes } from 'node:crypto';
import { waitUntil } from '../harness/wait-until.ts';
import { postUntilTaken, sendAll } from './load.ts';
import { describeMachine } from './machine.ts';
import { percentile } from './percentile.ts';
import { watchUsage } from './process-usage.ts';
import { measured } from './report.ts';
import type { Measured, Report } from './report.ts';
import { SPANS_PER_BATCH, spanBatch } from './span-batches.ts';
import { MEMORY_LIMIT_BYTES, openSubject, scalar } from './subject.ts';
import type { Subject } from './subject.ts';
import { signIn } from './web-session.ts';
import type { WebSession } from './web-session.ts';

const DAY_MS = 86_400_000;
const LARGE_TRACE_SPANS = 100_000;

interface Question {
  what: string;
  limitMs: number;
  procedure: string;
  input: Record<string, unknown>;
}

/** A million observations through the real ingest path, then what people look at first, timed as the web app asks it. */
export async function measureQuery(isShort: boolean): Promise<Report> {
  const machine = describeMachine();
  await using subject = await openSubject();
  const observations = isShort ? 10_000 : 1_000_000;
  const untilMs = Date.now();
  const loadedMs = await load(subject, { observations, fromMs: untilMs - DAY_MS, untilMs });
  const largeTraceId = await loadLargeTrace(subject, isShort ? 2_000 : LARGE_TRACE_SPANS, untilMs);
  const session = await signIn(subject.tidemark);
  const watch = watchUsage(subject.pids);
  const rows: Measured[] = [];
  for (const question of questions(untilMs, largeTraceId)) rows.push(await ask(session, question, isShort ? 3 : 20));
  const peakBytes = await watch.stop();
  const perSecond = Math.round((observations / loadedMs) * 1000);
  return {
    name: 'query',
    title: `Queries over ${observations.toLocaleString('en')} observations`,
    machine,
    isShort,
    rows: [
      ...rows,
      measured(
        'memory while asking, peak (PSS)',
        `${Math.round(peakBytes / 2 ** 20)} MB`,
        '≤ 2.2 GB',
        peakBytes <= MEMORY_LIMIT_BYTES * 1.1,
      ),
      measured('loaded through the ingest path, observations per second', perSecond.toLocaleString('en')),
    ],
    notes: [
      'p95 (p50) over 20 requests one after another, over HTTP on the same machine, signed in as a person; budgets are for 10 million observations.',
      `All observations lie within the last 24 hours, ten to a trace; the large trace has ${LARGE_TRACE_SPANS.toLocaleString('en')} steps.`,
    ],
  };
}

async function load(
  subject: Subject,
  about: { observations: number; fromMs: number; untilMs: number },
): Promise<number> {
  const { fromMs, untilMs, observations } = about;
  const count = observations / SPANS_PER_BATCH;
  const startedAt = performance.now();
  await sendAll(count, 16, (index) => {
    const { body } = spanBatch({ count, fromMs, untilMs, payloadCharacters: 500 }, index);
    return postBody(subject, body);
  });
  await untilStored(subject, observations);
  return performance.now() - startedAt;
}

/** One trace of very many steps, sent as JSON by hand: five levels deep, a thousand spans to a request. */
async function loadLargeTrace(subject: Subject, spans: number, untilMs: number): Promise<string> {
  const traceId = randomBytes(16).toString('hex');
  const ids = Array.from({ length: spans }, () => randomBytes(8).toString('hex'));
  const before = await scalar(subject.engine, 'SELECT count() FROM observations');
  const nano = (index: number) => `${BigInt(untilMs - 600_000) * 1_000_000n + BigInt(index) * 5_000_000n}`;
  const span = (spanId: string, index: number) => ({
    traceId,
    spanId,
    ...(index === 0 ? {} : { parentSpanId: ids[Math.floor((index - 1) / 10)] }),
    name: `step-${index % 40}`,
    startTimeUnixNano: nano(index),
    endTimeUnixNano: nano(index + 3),
  });
  const headers = { ...subject.headers, 'content-type': 'application/json' };
  await sendAll(Math.ceil(spans / 1_000), 4, (chunk) => {
    const part = ids.slice(chunk * 1_000, (chunk + 1) * 1_000).map((id, index) => span(id, chunk * 1_000 + index));
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: part }] }] });
    return postUntilTaken(`${subject.tidemark.url}/api/public/otel/v1/traces`, { headers, body });
  });
  await untilStored(subject, before + spans);
  return traceId;
}

function postBody({ tidemark, headers }: Subject, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const sent = { ...headers, 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' };
  return postUntilTaken(`${tidemark.url}/api/public/otel/v1/traces`, { headers: sent, body });
}

async function untilStored({ engine, tidemark }: Subject, rows: number): Promise<void> {
  const isStored = async () => (await scalar(engine, 'SELECT count() FROM observations')) >= rows;
  const what = () => `${rows} rows to be stored; the product said:\n${tidemark.log().slice(-2_000)}`;
  await waitUntil(isStored, { what, everyMs: 250, withinMs: 600_000 });
}

function questions(untilMs: number, largeTraceId: string): Question[] {
  const day = { from: new Date(untilMs - DAY_MS).toISOString(), to: new Date(untilMs + 60_000).toISOString() };
  const traces = (what: string, limitMs: number, input: Record<string, unknown> = {}): Question => ({
    what,
    limitMs,
    procedure: 'traces.list',
    input: { ...day, limit: 50, ...input },
  });
  const filter = (condition: Record<string, unknown>) => ({ filter: condition });
  return [
    traces('traces, first page, last 24 h', 150),
    traces('traces of a user', 300, filter({ column: 'userId', op: '=', value: 'user-77' })),
    traces('traces with a tag', 300, filter({ column: 'tags', op: 'any of', value: ['vip'] })),
    traces('traces by metadata', 300, filter({ column: 'metadata', key: 'tenant', op: '=', value: 'tenant-42' })),
    traces(
      'traces by name and level',
      300,
      filter({
        and: [
          { column: 'name', op: '=', value: 'application-3' },
          { column: 'level', op: '=', value: 'ERROR' },
        ],
      }),
    ),
    traces('traces by words (full text)', 500, { search: 'refund policy' }),
    traces('traces by cost, most expensive first', 300, { order: { column: 'totalCost', direction: 'desc' } }),
    {
      what: 'observations, first page, last 24 h',
      limitMs: 150,
      procedure: 'observations.list',
      input: { ...day, limit: 50 },
    },
    {
      what: 'observations of a model',
      limitMs: 300,
      procedure: 'observations.list',
      input: { ...day, limit: 50, filter: { column: 'model', op: '=', value: 'gpt-4.1-mini' } },
    },
    { what: 'number of traces', limitMs: 300, procedure: 'traces.count', input: day },
    { what: 'home: counts, cost, latency, errors over a day', limitMs: 1_000, procedure: 'metrics.home', input: day },
    {
      what: 'large trace, first window of its tree',
      limitMs: 1_000,
      procedure: 'traces.skeleton',
      input: { traceId: largeTraceId },
    },
  ];
}

async function ask(session: WebSession, question: Question, times: number): Promise<Measured> {
  const { what, limitMs, procedure, input } = question;
  await session.query(procedure, input);
  const latencies: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const startedAt = performance.now();
    await session.query(procedure, input);
    latencies.push(performance.now() - startedAt);
  }
  const p95 = percentile(latencies, 0.95);
  return measured(
    what,
    `${p95.toFixed(0)} ms (${percentile(latencies, 0.5).toFixed(0)})`,
    `p95 < ${limitMs} ms`,
    p95 < limitMs,
  );
}
