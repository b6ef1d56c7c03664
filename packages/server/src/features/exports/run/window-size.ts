import type { RunLimits } from './limits.ts';

export interface WindowSeen {
  /** Rows that it was to look at. */
  rows: number;
  bytes: number;
  ms: number;
}

/** Rows of the next window after one that succeeded: more when it was small and quick, fewer when it was large or slow. */
export function nextWindowRows({ rows, bytes, ms }: WindowSeen, limits: RunLimits): number {
  const tooLarge = Math.max(bytes / limits.fileBytes, ms / (4 * limits.quickMs));
  if (tooLarge > 1) return Math.max(1, Math.floor(rows / tooLarge));
  if (bytes * 2 > limits.fileBytes || ms > limits.quickMs) return rows;
  return Math.min(limits.mostRows, rows * 2);
}

export function halfOf(rows: number): number {
  return Math.max(1, Math.floor(rows / 2));
}

/** Windows for which a size that was too much is not tried again. */
const WARY_WINDOWS = 16;

/** Keeps windows from growing at once to what has just been too much: half of the attempts would fail. */
export function openCeiling() {
  let rows = Infinity;
  let windowsLeft = 0;
  return {
    failed: (tooMany: number) => {
      rows = tooMany;
      windowsLeft = WARY_WINDOWS;
    },
    /** Asked once for each window. */
    below: (wanted: number): number => {
      if (windowsLeft === 0) return wanted;
      windowsLeft -= 1;
      return Math.max(1, Math.min(wanted, Math.floor(rows * 0.75)));
    },
  };
}
