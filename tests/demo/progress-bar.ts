const WIDTH = 30;

/** A bar on a terminal; on a pipe, a line at every tenth. */
export class ProgressBar {
  readonly #total: number;
  #done = 0;
  #shown = -1;

  constructor(total: number) {
    this.#total = total;
  }

  advance(label: string): void {
    this.#done += 1;
    const { stdout } = process;
    const share = this.#done / this.#total;
    const step = Math.floor(share * (stdout.isTTY ? 100 : 10));
    if (step === this.#shown) return;
    this.#shown = step;
    const filled = Math.round(share * WIDTH);
    const line = `  ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${this.#done}/${this.#total} traces  ${label}`;
    stdout.write(stdout.isTTY ? `\r${line.padEnd(80)}${share === 1 ? '\n' : ''}` : `${line}\n`);
  }
}
