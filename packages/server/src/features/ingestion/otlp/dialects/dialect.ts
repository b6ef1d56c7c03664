import type { Level, ObservationType } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import type { Micros } from '#domain/telemetry';
import type { OtlpSpan } from '../otlp-span.ts';

/** What a dialect can say of a span, by field. */
export interface DialectFields {
  type: ObservationType;
  name: string;
  input: Json;
  output: Json;
  metadata: Record<string, Json>;
  userId: string;
  sessionId: string;
  tags: string[];
  traceName: string;
  traceInput: Json;
  traceOutput: Json;
  traceMetadata: Record<string, Json>;
  isPublic: boolean;
  isRoot: boolean;
  model: string;
  /** JSON text of an object. */
  modelParameters: string;
  /** By exclusive class, with `total`. */
  usage: Record<string, number>;
  /** US dollars as decimal text by class. */
  cost: Record<string, string>;
  level: Level;
  statusMessage: string;
  version: string;
  release: string;
  environment: string;
  completionStartUs: Micros;
  prompt: { name: string; version: number | null };
  toolDefinitions: Record<string, string>;
  /** True of a step whose model and tokens are those of the model calls in it. */
  holdsModelCalls: boolean;
}

export type DialectField = keyof DialectFields;

/** A value and where it was found. */
export interface Found<T> {
  value: T;
  /** The attribute that gave it; `prefix.*` for many, `event:name` for a span event, `span:name` for that itself. */
  from: string;
  /** Further attributes that went into it. */
  also?: string[];
}

export type Rule<T> = (span: OtlpSpan) => Found<T> | null;

/** One way of writing AI telemetry into a span: what it says of which field. Pure; knows no other dialect. */
export interface Dialect {
  /** First segments of the attribute names it reads: it is asked only of spans that have one. None: of every span. */
  families: readonly string[];
  /** Names of instrumentation scopes all of whose spans speak it. */
  scopes?: readonly string[];
  rules: { readonly [F in DialectField]?: Rule<DialectFields[F]> };
}
