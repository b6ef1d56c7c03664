import { readFile } from 'node:fs/promises';

export interface MemoryUse {
  /** Of the first and the last quarter of the looks, and the largest of all, in MiB. */
  firstMib: number;
  lastMib: number;
  maxMib: number;
  /** Of the least squares line through the second half, after caches have filled. */
  slopeMibPerMinute: number;
}

const EVERY_MS = 1_000;

/** Looks at the resident memory of a process every second until asked what it was. */
export function watchMemory(pid: number): { end(): MemoryUse } {
  const looks: { minute: number; mib: number }[] = [];
  const startedMs = performance.now();
  const look = async () => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const mib = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
    if (mib > 0) looks.push({ minute: (performance.now() - startedMs) / 60_000, mib });
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  return {
    end: () => {
      clearInterval(timer);
      const quarter = Math.ceil(looks.length / 4);
      return {
        firstMib: medianOf(looks.slice(0, quarter).map(({ mib }) => mib)),
        lastMib: medianOf(looks.slice(-quarter).map(({ mib }) => mib)),
        maxMib: Math.round(Math.max(0, ...looks.map(({ mib }) => mib))),
        slopeMibPerMinute: slopeOf(looks.slice(Math.floor(looks.length / 2))),
      };
    },
  };
}

function medianOf(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

function slopeOf(looks: readonly { minute: number; mib: number }[]): number {
  const mean = (of: (look: { minute: number; mib: number }) => number) =>
    looks.reduce((sum, one) => sum + of(one), 0) / Math.max(1, looks.length);
  const [minute, mib] = [mean((one) => one.minute), mean((one) => one.mib)];
  const covariance = mean((one) => (one.minute - minute) * (one.mib - mib));
  const variance = mean((one) => (one.minute - minute) ** 2);
  return variance === 0 ? 0 : Math.round((covariance / variance) * 100) / 100;
}
