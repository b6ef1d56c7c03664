import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTidemark } from '../../harness/start-tidemark.ts';
import type { Tidemark } from '../../harness/start-tidemark.ts';
import type { BenchOptions } from '../bench-options.ts';
import { loadOnce } from '../ingest/load-once.ts';
import { openLoad } from '../load/open-load.ts';
import { openEngine } from '../measure/open-engine.ts';
import { watchMemory } from '../measure/process-use.ts';
import { quantile } from '../measure/statistics.ts';
import type { Measurement } from '../report/measurement.ts';
import { multiply } from './multiply.ts';
import type { Multiplied } from './multiply.ts';
import { questions } from './questions.ts';
import type { Question } from './questions.ts';
import { signIn } from './web-session.ts';
import type { WebSession } from './web-session.ts';

/** Requests of 210 spans are really sent; the rest is copied from what came of them. */
const SIZES = {
  full: { requests: 100, copies: 48, largeTraceSteps: 100_000, times: 25 },
  short: { requests: 15, copies: 4, largeTraceSteps: 2_000, times: 5 },
};

/** A million observations, then what people look at first, timed as the web app and the clients ask it. */
export async function runQuery({ short, say }: BenchOptions): Promise<Measurement[]> {
  const size = short ? SIZES.short : SIZES.full;
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
  try {
    const stored = await fill(dataDir, size, say);
    say(`${stored.observations} observations in ${stored.traces} traces`);
    await using product = await startTidemark({ dataDir });
    const session = await signIn(product);
    await using memory = watchMemory(product.pid);
    const answers: Measurement[] = [];
    for (const question of questions(stored.largeTraceId, Date.now())) {
      answers.push(await askOften({ product, session }, question, size.times));
      say(`${question.what}: ${answers.at(-1)?.value.toFixed(0)} ms`);
    }
    return [...answers, memoryMeasurement(memory.mostBytes())];
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function fill(dataDir: string, size: typeof SIZES.full, say: BenchOptions['say']): Promise<Multiplied> {
  {
    await using product = await startTidemark({ dataDir });
    await using load = openLoad();
    say(`sending ${size.requests} requests of 210 spans`);
    await loadOnce({ product, load }, { kind: 'chat', requests: size.requests, seed: 42 });
    await product.stop();
  }
  await using engine = await openEngine(dataDir);
  say(`copying them ${size.copies} times`);
  return await multiply(engine, size);
}

async function askOften(
  { product, session }: { product: Tidemark; session: WebSession },
  { what, belowMs, ask }: Question,
  times: number,
): Promise<Measurement> {
  const once = () => ('path' in ask ? readPath(product, ask.path) : session.query(ask.procedure, ask.input));
  const startedMs = performance.now();
  await once();
  const firstMs = performance.now() - startedMs;
  const tookMs: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const askedMs = performance.now();
    await once();
    tookMs.push(performance.now() - askedMs);
  }
  return {
    what,
    value: quantile(tookMs, 0.95),
    unit: 'ms',
    spread: [Math.min(...tookMs), Math.max(...tookMs)],
    budget: { below: belowMs },
    note: `p95 of ${times}; p50 ${quantile(tookMs, 0.5).toFixed(0)} ms, first ${firstMs.toFixed(0)} ms`,
  };
}

async function readPath({ url, publicKey, secretKey }: Tidemark, path: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;
  const answer = await fetch(`${url}${path}`, { headers: { authorization } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 500)}`);
}

function memoryMeasurement(bytes: number | null): Measurement {
  return {
    what: 'memory of all processes while asking (PSS, most)',
    value: (bytes ?? 0) / 2 ** 20,
    unit: 'MB',
    budget: { below: 2048 * 1.1 },
    note: 'MEMORY_LIMIT=2g',
  };
}
