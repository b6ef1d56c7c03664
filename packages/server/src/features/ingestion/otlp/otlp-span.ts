import type { Json } from '#domain/merge/metadata-tree';
import type { Micros } from '#domain/telemetry';

/** By attribute name, in the order sent. A map, so that no name can reach a prototype. */
export type Attributes = ReadonlyMap<string, Json>;

export interface OtlpResource {
  attributes: Attributes;
}

export interface OtlpScope {
  name: string;
  version: string;
  attributes: Attributes;
}

export interface OtlpEvent {
  name: string;
  timeUs: Micros;
  attributes: Attributes;
}

export interface OtlpLink {
  traceId: string;
  spanId: string;
  attributes: Attributes;
}

/** A checked span: ids in lower-case hex, `''` for no parent; times in range; text well formed. */
export interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentId: string;
  name: string;
  startUs: Micros;
  endUs: Micros;
  /** 0 unset, 1 ok, 2 error. */
  statusCode: number;
  statusMessage: string;
  attributes: Attributes;
  events: OtlpEvent[];
  links: OtlpLink[];
  resource: OtlpResource;
  scope: OtlpScope;
  /** What was altered: `clock_clamped`, `text_repaired`, `time_inferred`. */
  flags: string[];
  /** The times as sent (nanoseconds as text), where they were moved. */
  rawTimes: { [field: string]: string } | null;
}

/** Why one span was refused; the others of the export are not touched by it. */
export interface RejectedSpan {
  /** In hex, when it could be read. */
  spanId: string;
  reason: string;
  /** The span as it came. */
  raw: unknown;
}
