import type { MappedFrom } from '#domain/telemetry';
import type { DialectField, DialectFields, Found } from './dialects/dialect.ts';
import { findField, rulesFor } from './dialects/precedence.ts';
import type { OtlpSpan } from './otlp-span.ts';

/** Asks the dialects for the fields of one span and remembers where each answer came from. */
export class SpanReader {
  readonly span: OtlpSpan;
  readonly mappedFrom: MappedFrom = {};
  /** Attributes that became a payload or metadata; `prefix.*` stands for all under it. */
  readonly consumed: string[] = [];
  readonly #rules: ReturnType<typeof rulesFor>;

  constructor(span: OtlpSpan) {
    this.span = span;
    this.#rules = rulesFor(span);
  }

  read<F extends DialectField>(field: F, recordedAs: string = field): DialectFields[F] | null {
    const found = this.find(field);
    if (found === null) return null;
    this.mappedFrom[recordedAs] = sourcesOf(found);
    return found.value;
  }

  /** Reads a field whose attributes then need not be kept a second time. */
  take<F extends DialectField>(field: F): DialectFields[F] | null {
    const found = this.find(field);
    if (found === null) return null;
    this.mappedFrom[field] = sourcesOf(found);
    this.consumed.push(found.from, ...(found.also ?? []));
    return found.value;
  }

  /** Records where a field came from that no dialect answers. */
  note(field: string, from: string): void {
    this.mappedFrom[field] = from;
  }

  /** An answer without recording it. */
  find<F extends DialectField>(field: F): Found<DialectFields[F]> | null {
    return findField(this.span, this.#rules, field);
  }
}

function sourcesOf({ from, also }: Found<unknown>): string {
  return also === undefined || also.length === 0 ? from : [from, ...also].join(SOURCES_JOINED_BY);
}

const SOURCES_JOINED_BY = ' + ';
