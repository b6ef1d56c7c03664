/**
 * Text is normalised once, where it comes in: a lone surrogate or a NUL, which stores refuse or mangle, becomes
 * U+FFFD. The writer remembers whether anything was altered, so that the row can be flagged.
 */
export class TextWriter {
  repaired = false;

  /** A text as it is stored. */
  text(value: string): string {
    if (value.isWellFormed() && !value.includes('\0')) return value;
    this.repaired = true;
    return value.toWellFormed().replaceAll('\0', '\uFFFD');
  }

  /** A text field that may be absent: anything but a text is `''`. */
  optional(value: unknown): string {
    return typeof value === 'string' ? this.text(value) : '';
  }

  /** A payload: texts stay as they are, everything else is JSON text; null when there is none. */
  payload(value: unknown): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string') return this.text(value);
    return this.json(value);
  }

  json(value: unknown): string {
    const json = JSON.stringify(value) ?? 'null';
    // `JSON.stringify` escapes what has to be repaired, so most values need no second look.
    return ESCAPED.test(json) ? JSON.stringify(this.deep(value)) : json;
  }

  /** The same value with every text and key in it repaired. */
  deep(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.deep(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [this.text(key), this.deep(inner)]));
  }
}

const ESCAPED = /\\u(?:0000|d[89a-f])/;
