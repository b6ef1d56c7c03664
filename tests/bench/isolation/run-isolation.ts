import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchExport } from '@tidemark/contract/exports';
import { startTidemark } from '../../harness/start-tidemark.ts';
import type { Tidemark } from '../../harness/start-tidemark.ts';
import type { BenchOptions } from '../bench-options.ts';
import { loadOnce } from '../ingest/load-once.ts';
import type { Sent, Target } from '../load/load-orders.ts';
import { openLoad } from '../load/open-load.ts';
import type { Load } from '../load/open-load.ts';
import { openEngine } from '../measure/open-engine.ts';
import { quantile } from '../measure/statistics.ts';
import { secondProject } from '../../harness/second-project.ts';
import type { SecondProject } from '../../harness/second-project.ts';
import { copyToProject, multiply } from '../query/multiply.ts';
import type { Measurement } from '../report/measurement.ts';

/** Requests of 210 spans are really sent; the rest is copied from what came of them. */
const SIZES = {
  full: { requests: 100, copies: 24, largeTraceSteps: 1000, removed: 250_000, idleSeconds: 30 },
  short: { requests: 15, copies: 4, largeTraceSteps: 100, removed: 3000, idleSeconds: 5 },
};
const ADMIN = 'Bearer an-admin-key-of-the-benchmarks-32';
const REQUESTS_PER_SECOND = 5;
const ROUND_SECONDS = 5;
const LONGEST_MS = 30 * 60_000;
const EXPORTS = 3;

/** What sending to one project notices of three exports of another and the removal of a third, all at once. */
export async function runIsolation({ short, say }: BenchOptions): Promise<Measurement[]> {
  const size = short ? SIZES.short : SIZES.full;
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
  const env = {
    ADMIN_API_KEY: ADMIN.slice('Bearer '.length),
    DELETION_GRACE_DAYS: '0',
    DELETION_ALLOW_IMMEDIATE: 'true',
    DELETION_PURGE_INTERVAL: '1',
  };
  try {
    const { sender, victim, observations } = await fill(dataDir, size, say);
    await using product = await startTidemark({ dataDir, env });
    await using load = openLoad();
    const to = { ...sender, url: product.url };
    say(`${observations} observations; sending for ${size.idleSeconds} s while nothing else happens`);
    const idle = await send(load, to, size.idleSeconds);
    const beside = await sendBeside({ product, load, to, victim });
    say(`exports and removal done after ${beside.seconds.toFixed(1)} s`);
    return measurements(idle, beside);
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function fill(dataDir: string, size: typeof SIZES.full, say: BenchOptions['say']) {
  const projects = await (async () => {
    await using product = await startTidemark({ dataDir });
    await using load = openLoad();
    say(`sending ${size.requests} requests of 210 spans`);
    await loadOnce({ product, load }, { kind: 'chat', requests: size.requests, seed: 44 });
    const sender = await secondProject(product, 'Sender');
    const victim = await secondProject(product, 'To be removed');
    await product.stop();
    return { sender, victim };
  })();
  await using engine = await openEngine(dataDir);
  say(`copying them ${size.copies} times, and ${size.removed} of them to the project that is to be removed`);
  const { observations } = await multiply(engine, size);
  await copyToProject(engine, { projectId: projects.victim.projectId, observations: size.removed });
  return { ...projects, observations };
}

async function send(load: Load, to: Target, seconds: number): Promise<Pick<Sent, 'acknowledgedMs' | 'readableMs'>> {
  await load.prepare({ kind: 'otlp', requests: REQUESTS_PER_SECOND * seconds, seed: 9004 });
  const sent = await load.pace({ to, requestsPerSecond: REQUESTS_PER_SECOND, watchEveryMs: 1000 });
  if (sent.refused > 0) throw new Error(`${sent.refused} requests were refused`);
  return sent;
}

interface Beside extends Pick<Sent, 'acknowledgedMs' | 'readableMs'> {
  seconds: number;
  exportSeconds: number;
  removalSeconds: number;
  rows: number;
}

async function sendBeside(given: {
  product: Tidemark;
  load: Load;
  to: Target;
  victim: SecondProject;
}): Promise<Beside> {
  const { product, load, to, victim } = given;
  const startedMs = performance.now();
  const stop = AbortSignal.timeout(LONGEST_MS);
  const ids = await Promise.all(Array.from({ length: EXPORTS }, () => startExport(product)));
  const removal = remove(product, victim.projectId, stop);
  const exporting = Promise.all(ids.map((id) => finished(product, id, stop)));
  let isOver = false;
  const all = Promise.all([exporting, removal]).finally(() => (isOver = true));
  all.catch(() => undefined);
  const during = { acknowledgedMs: [] as number[], readableMs: [] as number[] };
  do {
    const sent = await send(load, to, ROUND_SECONDS);
    during.acknowledgedMs.push(...sent.acknowledgedMs);
    during.readableMs.push(...sent.readableMs);
  } while (!isOver);
  const [ended, removedMs] = await all;
  const since = (ms: number) => (ms - startedMs) / 1000;
  return {
    ...during,
    seconds: since(performance.now()),
    exportSeconds: since(Math.max(...ended.map(({ atMs }) => atMs))),
    removalSeconds: since(removedMs),
    rows: ended.reduce((sum, { rows }) => sum + rows, 0),
  };
}

const keyOf = ({ publicKey, secretKey }: Target) => ({
  authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`,
});

async function startExport(product: Tidemark): Promise<string> {
  const answer = await fetch(`${product.url}/api/public/v1/exports`, {
    method: 'POST',
    headers: { ...keyOf(product), 'content-type': 'application/json' },
    body: JSON.stringify({ table: 'observations', format: 'parquet' }),
  });
  if (answer.status !== 201) throw new Error(`Starting an export answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as BatchExport).id;
}

async function finished(product: Tidemark, id: string, stop: AbortSignal): Promise<{ atMs: number; rows: number }> {
  for (;;) {
    stop.throwIfAborted();
    const answer = await fetch(`${product.url}/api/public/v1/exports/${id}`, { headers: keyOf(product) });
    const { state, rows, error } = (await answer.json()) as BatchExport;
    if (state === 'COMPLETED') return { atMs: performance.now(), rows };
    if (state === 'FAILED' || state === 'CANCELLED') throw new Error(`An export is ${state}: ${error}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Answers when the project was gone, counted and certified. */
async function remove(product: Tidemark, projectId: string, stop: AbortSignal): Promise<number> {
  const project = `${product.url}/api/v1/projects/${projectId}`;
  const headers = { authorization: ADMIN };
  const asked = await fetch(project, { method: 'DELETE', headers });
  if (asked.status !== 204) throw new Error(`Deleting answered ${asked.status}: ${await asked.text()}`);
  while ((await fetch(project, { headers })).status !== 404) {
    stop.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return performance.now();
}

function measurements(idle: Pick<Sent, 'acknowledgedMs' | 'readableMs'>, beside: Beside): Measurement[] {
  const [before, during] = [quantile(idle.acknowledgedMs, 0.99), quantile(beside.acknowledgedMs, 0.99)];
  const note = `${before.toFixed(0)} ms before, ${during.toFixed(0)} ms beside, at 1,000 observations/s`;
  return [
    {
      what: 'acknowledgement beside three exports and a removal ÷ idle, p99',
      value: during / before,
      unit: 'ratio',
      budget: { below: 2 },
      note,
    },
    {
      what: 'acknowledgement, p50',
      value: quantile(beside.acknowledgedMs, 0.5) / quantile(idle.acknowledgedMs, 0.5),
      unit: 'ratio',
    },
    {
      what: 'accepted → readable, p95, beside',
      value: quantile(beside.readableMs, 0.95),
      unit: 'ms',
      note: `${quantile(idle.readableMs, 0.95).toFixed(0)} ms idle`,
    },
    {
      what: 'three exports, asked for → files and manifest written',
      value: beside.exportSeconds,
      unit: 's',
      note: `${beside.rows} rows`,
    },
    { what: 'the project, asked to be deleted → certified', value: beside.removalSeconds, unit: 's' },
  ];
}
