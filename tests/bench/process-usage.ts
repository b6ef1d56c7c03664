import { readdir, readFile } from 'node:fs/promises';

/** Proportional memory and CPU of a process and all its children, from /proc; null on systems without it. */
export interface Usage {
  pssBytes: number;
  cpuMs: number;
}

export async function usageOf(rootPids: readonly number[]): Promise<Usage | null> {
  const parents = await parentOfEach().catch(() => null);
  if (!parents) return null;
  const family = new Set(rootPids);
  for (let grown = true; grown;) {
    grown = false;
    for (const [pid, parent] of parents)
      if (family.has(parent) && !family.has(pid)) {
        family.add(pid);
        grown = true;
      }
  }
  const each = await Promise.all([...family].map(usageOfOne));
  return each.reduce((sum, one) => ({ pssBytes: sum.pssBytes + one.pssBytes, cpuMs: sum.cpuMs + one.cpuMs }), {
    pssBytes: 0,
    cpuMs: 0,
  });
}

/** Asks twice a second until stopped, and keeps the most memory seen. */
export function watchUsage(rootPids: readonly number[]): { stop(): Promise<number> } {
  let peakBytes = 0;
  const look = async () => {
    peakBytes = Math.max(peakBytes, (await usageOf(rootPids))?.pssBytes ?? 0);
  };
  const timer = setInterval(() => void look(), 500);
  return {
    async stop() {
      clearInterval(timer);
      await look();
      return peakBytes;
    },
  };
}

const CLOCK_TICK_MS = 10;

async function usageOfOne(pid: number): Promise<Usage> {
  const [rollup, stat] = await Promise.all([
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => ''),
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
  ]);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    pssBytes: Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024,
    cpuMs: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * CLOCK_TICK_MS,
  };
}

async function parentOfEach(): Promise<[pid: number, parent: number][]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  return Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return [pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)] as [number, number];
    }),
  );
}
