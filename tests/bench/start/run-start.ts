import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startTidemark } from '../../harness/start-tidemark.ts';
import type { BenchOptions } from '../bench-options.ts';
import { memoryOf, processorMsOf } from '../measure/process-use.ts';
import { median } from '../measure/statistics.ts';
import type { Measurement } from '../report/measurement.ts';

const SIZES = { full: { folders: 3, again: 2, idleMs: 15_000 }, short: { folders: 1, again: 1, idleMs: 3_000 } };
const MB = 2 ** 20;

/** How long from the command to `ready` with everything installed, and what the product costs when nobody uses it. */
export async function runStart({ short, say }: BenchOptions): Promise<Measurement[]> {
  const { folders, again, idleMs } = short ? SIZES.short : SIZES.full;
  const first: number[] = [];
  const later: number[] = [];
  let idle: Measurement[] = [];
  for (let index = 0; index < folders; index += 1) {
    const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
    try {
      say(`folder ${index + 1} of ${folders}`);
      await using product = await startTidemark({ dataDir });
      first.push(product.startedInMs / 1000);
      for (let round = 0; round < again; round += 1) {
        await product.stop();
        await product.start();
        later.push(product.startedInMs / 1000);
      }
      if (index === folders - 1) idle = await measureIdle(product.pid, idleMs);
    } finally {
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return [timed('first start, on an empty folder', first, 8), timed('later start', later, 4), ...idle];
}

function timed(what: string, seconds: number[], belowSeconds: number): Measurement {
  return {
    what,
    value: median(seconds),
    unit: 's',
    spread: [Math.min(...seconds), Math.max(...seconds)],
    budget: { below: belowSeconds },
    note: 'from spawning the main process to 200 of /api/public/ready, asked every 50 ms',
  };
}

async function measureIdle(pid: number, overMs: number): Promise<Measurement[]> {
  await pause(overMs / 2);
  const before = await processorMsOf(pid);
  await pause(overMs);
  const [after, memory] = [await processorMsOf(pid), await memoryOf(pid)];
  if (!before || !after || memory === null) return [];
  const share = (part: keyof typeof before) => ((after[part] - before[part]) / overMs) * 100;
  const [main, engine, others] = [share('main'), share('engine'), share('others')];
  const note = `main ${main.toFixed(1)} %, engine ${engine.toFixed(1)} %, PostgreSQL ${others.toFixed(1)} %`;
  return [
    { what: 'idle: memory of all processes (PSS)', value: memory / MB, unit: 'MB', budget: { below: 700 } },
    { what: 'idle: of one core', value: main + engine + others, unit: '%', budget: { below: 3 }, note },
  ];
}
