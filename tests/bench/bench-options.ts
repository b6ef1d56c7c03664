export interface BenchOptions {
  short: boolean;
  /** Tells in a line what goes on. */
  say(line: string): void;
}
