import { setTimeout as pause } from 'node:timers/promises';
import { waitUntil } from '../harness/wait-until.ts';
import { measureBatchApi } from './measure-batch-api.ts';
import { describeMachine } from './machine.ts';
import { postUntilTaken, sendAll, sendAtRate } from './load.ts';
import { percentile } from './percentile.ts';
import { usageOf, watchUsage } from './process-usage.ts';
import { rawInsertRate } from './raw-control.ts';
import { measured } from './report.ts';
import type { Measured, Report } from './report.ts';
import { SPANS_PER_BATCH, spanBatches } from './span-batches.ts';
import type { SpanBatch } from './span-batches.ts';
import { MEMORY_LIMIT_BYTES, openSubject, scalar } from './subject.ts';
import type { Subject } from './subject.ts';

const CONNECTIONS = 32;

/** How fast telemetry is taken, stored and readable, against the engine alone. */
export async function measureIngest(isShort: boolean): Promise<Report> {
  const machine = describeMachine();
  await using subject = await openSubject();
  const idle = await usageOf(subject.pids);
  const window = { fromMs: Date.now() - 86_400_000, untilMs: Date.now() };
  await warmUp(subject, spanBatches({ ...window, count: 10 }));
  const batches = spanBatches({ ...window, count: isShort ? 25 : 300, firstIndex: 1_000 });
  const watch = watchUsage(subject.pids);
  const full = await fullSpeed(subject, batches);
  const peakBytes = await watch.stop();
  const half = await halfSpeed(subject, { perSecond: full.spansPerSecond / 2, seconds: isShort ? 5 : 30, window });
  const raw = await rawInsertRate(subject.engine, 'observations', isShort ? 5_000 : 60_000);
  const lost = await countLost(subject, (10 + batches.length + half.batches) * SPANS_PER_BATCH);
  const batchApi = await measureBatchApi(subject, { events: isShort ? 2_000 : 40_000, raw });
  return {
    name: 'ingest',
    title: 'Ingest',
    machine,
    isShort,
    rows: [
      ...throughputRows({ ...full, raw }),
      ...batchApi,
      ...halfRows(half),
      measured('lost', `${lost} of ${(10 + batches.length + half.batches) * SPANS_PER_BATCH}`, '0', lost === 0),
      ...memoryRows(idle?.pssBytes, peakBytes),
    ],
    notes: [
      `OTLP protobuf, gzip, batches of ${SPANS_PER_BATCH} spans of 2 KB, ${CONNECTIONS} connections; the sender shares the machine's cores with the product.`,
      'The control inserts the rows that the product stored into a copy of their table, 10,000 at a time, two inserts at once, as JSONEachRow over HTTP.',
    ],
  };
}

async function warmUp(subject: Subject, batches: SpanBatch[]): Promise<void> {
  await sendAll(batches.length, 4, sender(subject, batches));
  await untilStored(subject, batches.length * SPANS_PER_BATCH);
}

function sender({ tidemark, headers }: Subject, batches: readonly SpanBatch[]) {
  const init = { headers: { ...headers, 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' } };
  return (index: number) =>
    postUntilTaken(`${tidemark.url}/api/public/otel/v1/traces`, { ...init, body: batches[index]!.body });
}

/** As fast as it takes them, until the last is stored where readers find it. */
async function fullSpeed(subject: Subject, batches: readonly SpanBatch[]) {
  const before = await storedRows(subject);
  const spans = batches.length * SPANS_PER_BATCH;
  const startedAt = performance.now();
  await sendAll(batches.length, CONNECTIONS, sender(subject, batches));
  const acceptedMs = performance.now() - startedAt;
  await untilStored(subject, before + spans);
  const storedMs = performance.now() - startedAt;
  return { spans, acceptedPerSecond: (spans / acceptedMs) * 1000, spansPerSecond: (spans / storedMs) * 1000 };
}

interface HalfSpeed {
  batches: number;
  perSecond: number;
  latencies: number[];
  freshness: number[];
}

async function halfSpeed(
  subject: Subject,
  about: { perSecond: number; seconds: number; window: { fromMs: number; untilMs: number } },
): Promise<HalfSpeed> {
  const rate = about.perSecond / SPANS_PER_BATCH;
  const batches = spanBatches({ ...about.window, count: Math.ceil(rate * about.seconds), firstIndex: 100_000 });
  const before = await storedRows(subject);
  const send = sender(subject, batches);
  const everyNth = Math.max(1, Math.floor(rate / 2));
  const looks: Promise<number>[] = [];
  const latencies = await sendAtRate(batches.length, rate, async (index) => {
    await send(index);
    if (index % everyNth === 0) looks.push(readableAfter(subject, batches[index]!.traceId));
  });
  const freshness = await Promise.all(looks);
  await untilStored(subject, before + batches.length * SPANS_PER_BATCH);
  return { batches: batches.length, perSecond: about.perSecond, latencies, freshness };
}

/** Milliseconds from the acknowledgement until the API shows a span of the trace. */
async function readableAfter({ tidemark, headers }: Subject, traceId: string): Promise<number> {
  const startedAt = performance.now();
  const url = `${tidemark.url}/api/public/v2/observations?traceId=${traceId}&limit=1&fields=core`;
  const isThere = async () => {
    const answer = await fetch(url, { headers });
    const { data } = (await answer.json()) as { data?: unknown[] };
    return (data?.length ?? 0) > 0;
  };
  await waitUntil(isThere, { what: `trace ${traceId}`, everyMs: 40, withinMs: 60_000 });
  return performance.now() - startedAt;
}

function storedRows({ engine, tidemark }: Subject): Promise<number> {
  return scalar(engine, `SELECT uniqExact(id) FROM observations WHERE project_id = '${tidemark.projectId}'`);
}

async function untilStored(subject: Subject, rows: number): Promise<void> {
  const what = () => `${rows} rows to be stored; the product said:\n${subject.tidemark.log().slice(-2_000)}`;
  const count = `SELECT count() FROM observations WHERE project_id = '${subject.tidemark.projectId}'`;
  const isStored = async () => (await scalar(subject.engine, count)) >= rows;
  await waitUntil(isStored, { what, everyMs: 25, withinMs: 300_000 });
}

/** Waits a moment longer than the batch writer does, so that what is late is not called lost. */
async function countLost(subject: Subject, sent: number): Promise<number> {
  await pause(2_000);
  return sent - (await storedRows(subject));
}

function throughputRows(found: { acceptedPerSecond: number; spansPerSecond: number; raw: number }): Measured[] {
  const { acceptedPerSecond, spansPerSecond, raw } = found;
  const ratio = spansPerSecond / raw;
  return [
    measured('OTLP: stored, as a share of the engine alone', ratio.toFixed(2), '≥ 0.5', ratio >= 0.5),
    measured('OTLP: spans stored per second', Math.round(spansPerSecond).toLocaleString('en')),
    measured('OTLP: spans accepted per second', Math.round(acceptedPerSecond).toLocaleString('en')),
    measured('engine alone: rows per second', Math.round(raw).toLocaleString('en')),
  ];
}

function halfRows({ latencies, freshness, perSecond }: HalfSpeed): Measured[] {
  const at = (values: number[], share: number) => percentile(values, share);
  const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
  const row = (what: string, value: number, limit: number) => measured(what, ms(value), `< ${limit} ms`, value < limit);
  return [
    measured('half rate: spans per second', Math.round(perSecond).toLocaleString('en')),
    row('half rate: acknowledged, p50', at(latencies, 0.5), 10),
    row('half rate: acknowledged, p99', at(latencies, 0.99), 50),
    row('half rate: accepted → readable, p50', at(freshness, 0.5), 1_000),
    row('half rate: accepted → readable, p95', at(freshness, 0.95), 2_000),
  ];
}

function memoryRows(idleBytes: number | undefined, peakBytes: number): Measured[] {
  if (idleBytes === undefined) return [measured('memory', 'not measurable on this system')];
  const mb = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  return [
    measured('memory when idle, all processes (PSS)', mb(idleBytes), '< 700 MB', idleBytes < 700 * 2 ** 20),
    measured('memory at full load, peak (PSS)', mb(peakBytes), '≤ 2.2 GB', peakBytes <= MEMORY_LIMIT_BYTES * 1.1),
  ];
}
