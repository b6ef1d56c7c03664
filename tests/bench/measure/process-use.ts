import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { listProcesses } from '../../faults/processes.ts';

const CLOCK_TICKS_PER_SECOND = 100;

/** The process and all below it; null where there is no /proc. */
async function treeOf(pid: number): Promise<number[] | null> {
  const all = await listProcesses().catch(() => null);
  if (all === null) return null;
  const tree = [pid];
  for (const parent of tree) tree.push(...all.filter((one) => one.parent === parent).map((one) => one.pid));
  return tree;
}

/** Memory of a product: its own pages, and its share of pages that its processes have in common (PSS), in bytes. */
export async function memoryOf(pid: number): Promise<number | null> {
  const tree = await treeOf(pid);
  if (tree === null) return null;
  const shares = await Promise.all(
    tree.map(async (one) => {
      const text = await readFile(`/proc/${one}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
    }),
  );
  return shares.reduce((sum, share) => sum + share, 0);
}

export interface ProcessorMs {
  main: number;
  engine: number;
  /** PostgreSQL with its backends. */
  others: number;
}

/** Processor time that a product's processes have taken so far, in milliseconds; unlike the clock it does not see other work. */
export async function processorMsOf(pid: number): Promise<ProcessorMs | null> {
  const tree = await treeOf(pid);
  if (tree === null) return null;
  const spent: ProcessorMs = { main: 0, engine: 0, others: 0 };
  for (const one of tree) {
    const command = await readFile(`/proc/${one}/cmdline`, 'utf8').catch(() => '');
    const part = one === pid ? 'main' : command.includes('server-process.ts') ? 'engine' : 'others';
    spent[part] += await processorMsOfOne(one);
  }
  return spent;
}

/** Of one process, in milliseconds. */
export async function processorMsOfOne(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1000) / CLOCK_TICKS_PER_SECOND;
}

/** Watches the memory of a product until it is disposed. */
export function watchMemory(pid: number): AsyncDisposable & { mostBytes(): number | null } {
  const stop = new AbortController();
  let most: number | null = null;
  const watching = (async () => {
    while (!stop.signal.aborted) {
      const now = await memoryOf(pid);
      if (now !== null) most = Math.max(most ?? 0, now);
      await pause(1000, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return {
    mostBytes: () => most,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
    },
  };
}
