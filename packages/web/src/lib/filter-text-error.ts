/** Where a text stops being a filter, and why; `at` is the offset in the text. */
export class FilterTextError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
