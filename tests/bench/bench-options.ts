export interface BenchOptions {
  short: boolean;
  /** How many, where a benchmark lets that be chosen. */
  observations?: number;
  /** Tells in a line what goes on. */
  say(line: string): void;
}
