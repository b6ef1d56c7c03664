import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTidemark } from '../../harness/start-tidemark.ts';
import type { Tidemark } from '../../harness/start-tidemark.ts';
import type { BenchOptions } from '../bench-options.ts';
import { loadOnce } from '../ingest/load-once.ts';
import type { Target } from '../load/load-orders.ts';
import { openLoad } from '../load/open-load.ts';
import type { Load } from '../load/open-load.ts';
import { openEngine } from '../measure/open-engine.ts';
import { quantile } from '../measure/statistics.ts';
import type { Measurement } from '../report/measurement.ts';
import { multiply } from '../query/multiply.ts';
import { secondProject } from '../../harness/second-project.ts';

/** Requests of 210 spans are really sent; the rest is copied from what came of them. */
const SIZES = {
  full: { requests: 100, copies: 48, largeTraceSteps: 1000, idleSeconds: 30 },
  short: { requests: 15, copies: 4, largeTraceSteps: 100, idleSeconds: 5 },
};
const ADMIN = 'Bearer an-admin-key-of-the-benchmarks-32';
const REQUESTS_PER_SECOND = 5;
const ROUND_SECONDS = 5;
const LONGEST_MS = 30 * 60_000;

/** How long a project takes to be removed and verified, and what its neighbour notices of that. */
export async function runPurge({ short, say }: BenchOptions): Promise<Measurement[]> {
  const size = short ? SIZES.short : SIZES.full;
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
  const env = {
    ADMIN_API_KEY: ADMIN.slice('Bearer '.length),
    DELETION_GRACE_DAYS: '0',
    DELETION_ALLOW_IMMEDIATE: 'true',
    DELETION_PURGE_INTERVAL: '1',
  };
  try {
    const { observations } = await fill(dataDir, size, say);
    await using product = await startTidemark({ dataDir, env });
    await using load = openLoad();
    const neighbour = await secondProject(product, 'Neighbour');
    say(`${observations} observations; sending to a neighbour for ${size.idleSeconds} s while nothing else happens`);
    const idle = await acknowledged(load, neighbour, size.idleSeconds);
    const purge = await removeBeside({ product, load, neighbour });
    say(`removed and verified after ${purge.seconds.toFixed(1)} s`);
    return measurements(observations, { idle, ...purge });
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function fill(dataDir: string, size: typeof SIZES.full, say: BenchOptions['say']) {
  {
    await using product = await startTidemark({ dataDir });
    await using load = openLoad();
    say(`sending ${size.requests} requests of 210 spans`);
    await loadOnce({ product, load }, { kind: 'chat', requests: size.requests, seed: 43 });
    await product.stop();
  }
  await using engine = await openEngine(dataDir);
  say(`copying them ${size.copies} times`);
  return await multiply(engine, size);
}

async function acknowledged(load: Load, to: Target, seconds: number): Promise<number[]> {
  await load.prepare({ kind: 'otlp', requests: REQUESTS_PER_SECOND * seconds, seed: 9003 });
  const sent = await load.pace({ to, requestsPerSecond: REQUESTS_PER_SECOND, watchEveryMs: 1000 });
  if (sent.refused > 0) throw new Error(`${sent.refused} requests were refused`);
  return sent.acknowledgedMs;
}

/** From the request to the moment that the project is gone, which is that of its certificate. */
async function removeBeside(given: { product: Tidemark; load: Load; neighbour: Target }) {
  const { product, load, neighbour } = given;
  const project = `${product.url}/api/v1/projects/${product.projectId}`;
  const headers = { authorization: ADMIN };
  const startedMs = performance.now();
  const asked = await fetch(project, { method: 'DELETE', headers });
  if (asked.status !== 204) throw new Error(`Deleting answered ${asked.status}: ${await asked.text()}`);
  const gone: { atMs: number | null } = { atMs: null };
  const watch = (async () => {
    while (gone.atMs === null && performance.now() - startedMs < LONGEST_MS) {
      if ((await fetch(project, { headers })).status === 404) gone.atMs = performance.now();
      else await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  const during: number[] = [];
  while (gone.atMs === null && performance.now() - startedMs < LONGEST_MS)
    during.push(...(await acknowledged(load, neighbour, ROUND_SECONDS)));
  await watch;
  if (gone.atMs === null) throw new Error('The project was not removed within half an hour');
  return { seconds: (gone.atMs - startedMs) / 1000, during };
}

function measurements(
  observations: number,
  { idle, during, seconds }: { idle: number[]; during: number[]; seconds: number },
): Measurement[] {
  const [before, beside] = [quantile(idle, 0.99), quantile(during, 0.99)];
  return [
    {
      what: 'a project, asked to be deleted → removed, counted and certified',
      value: seconds,
      unit: 's',
      budget: { below: 300 },
      note: `${observations} observations`,
    },
    { what: 'observations removed', value: observations / seconds, unit: 'per second' },
    {
      what: 'acknowledgement of a neighbour meanwhile ÷ before, p99',
      value: beside / before,
      unit: 'ratio',
      budget: { below: 2 },
      note: `${before.toFixed(0)} ms before, ${beside.toFixed(0)} ms meanwhile, at 1,000 observations/s`,
    },
  ];
}
