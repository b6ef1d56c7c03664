import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startTidemark } from '../harness/start-tidemark.ts';
import { describeMachine } from './machine.ts';
import { median } from './percentile.ts';
import { usageOf } from './process-usage.ts';
import { measured } from './report.ts';
import type { Measured, Report } from './report.ts';

/** How long from the command to `ready`, with everything installed; and what the product costs when nobody uses it. */
export async function measureStart(isShort: boolean): Promise<Report> {
  const machine = describeMachine();
  const first: number[] = [];
  const later: number[] = [];
  let idle: Measured[] = [];
  for (let round = 0; round < (isShort ? 1 : 3); round += 1) {
    const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-start-'));
    try {
      await using tidemark = await startTidemark({ dataDir });
      first.push(tidemark.startedInMs);
      for (let again = 0; again < (isShort ? 1 : 2); again += 1) {
        await tidemark.stop();
        await tidemark.start();
        later.push(tidemark.startedInMs);
      }
      if (round === 0) idle = await idleRows(tidemark.pid, isShort ? 2_000 : 10_000);
    } finally {
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return {
    name: 'start',
    title: 'Start and idle',
    machine,
    isShort,
    rows: [seconds('first start, empty folder', first, 8), seconds('later start', later, 4), ...idle],
    notes: ['Median (least – most) from spawning the main process to 200 of /api/public/ready, asked every 50 ms.'],
  };
}

function seconds(what: string, times: readonly number[], limit: number): Measured {
  const s = (ms: number) => (ms / 1000).toFixed(2);
  const middle = median(times);
  const value = `${s(middle)} s (${s(Math.min(...times))} – ${s(Math.max(...times))})`;
  return measured(what, value, `< ${limit} s`, middle < limit * 1000);
}

async function idleRows(pid: number, overMs: number): Promise<Measured[]> {
  await pause(overMs / 2);
  const before = await usageOf([pid]);
  await pause(overMs);
  const after = await usageOf([pid]);
  if (!before || !after) return [measured('idle', 'not measurable on this system')];
  const share = ((after.cpuMs - before.cpuMs) / overMs) * 100;
  const mb = Math.round(after.pssBytes / 2 ** 20);
  return [
    measured('idle: memory of all processes (PSS)', `${mb} MB`, '< 700 MB', mb < 700),
    measured('idle: of one core', `${share.toFixed(1)} %`, '< 3 %', share < 3),
  ];
}
