/** How a run is cut into windows, and how long it is tried. */
export interface RunLimits {
  /** Rows of the first window. */
  firstRows: number;
  /** Rows that are looked at for a window, however few of them fit the filter. */
  mostRows: number;
  /** A window's file is about as large; one of more than twice as many bytes is given up and made of fewer rows. */
  fileBytes: number;
  /** A window that took less may be larger the next time, one that took four times as much has to be smaller. */
  quickMs: number;
  windowSeconds: number;
  /** Of the engine, for one statement; what the class has unless said. */
  memoryBytes?: number;
  beatMs: number;
  /** A worker that was silent for so long has lost its run. */
  staleMs: number;
  /** Failures of the same window in a row, after which the run has failed: of what never succeeds, and of what is away. */
  failures: number;
  outages: number;
  backoffMs: { first: number; most: number };
  /** Runs at once in this process. */
  runs: number;
  /** After which nobody is thought to be writing any more for a run that has ended. */
  sweepAfterMs: number;
}

export const RUN_LIMITS: RunLimits = {
  firstRows: 20_000,
  mostRows: 4_000_000,
  fileBytes: 64 * 2 ** 20,
  quickMs: 20_000,
  windowSeconds: 300,
  beatMs: 10_000,
  staleMs: 120_000,
  failures: 5,
  outages: 40,
  backoffMs: { first: 1000, most: 60_000 },
  runs: 3,
  sweepAfterMs: 600_000,
};
