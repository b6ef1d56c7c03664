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
