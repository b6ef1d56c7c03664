import { Level, ObservationType } from '@tidemark/contract/telemetry';
import { z } from 'zod';
import { parsedJson } from '#kernel/parsed-json';
import type { ObservationFields, ObservationFirsts, TraceFields, TraceFirsts } from '#domain/merge/change';

const micros = z.number().int();
const text = z.string();
const texts = z.array(text);
const units = z.record(text, z.number());
const words = z.record(text, text);

const OBSERVATION_FIELDS = {
  type: ObservationType,
  parentId: text,
  name: text,
  endUs: micros.nullable(),
  completionStartUs: micros.nullable(),
  level: Level,
  statusMessage: text,
  version: text,
  input: text,
  output: text,
  model: text,
  modelParameters: text,
  promptName: text,
  promptVersion: z.number().int().nullable(),
  providedUsage: units,
  providedCost: words,
  toolDefinitions: words,
  toolCalls: texts,
  toolCallNames: texts,
  sdkName: text,
  sdkVersion: text,
  apiKeyId: text,
} satisfies Record<keyof ObservationFields, z.ZodType>;
const OBSERVATION_FIRSTS = { traceId: text, startUs: micros, environment: text } satisfies Record<
  keyof ObservationFirsts,
  z.ZodType
>;
const TRACE_FIELDS = {
  name: text,
  userId: text,
  sessionId: text,
  release: text,
  version: text,
  input: text,
  output: text,
  isPublic: z.boolean(),
  bookmarked: z.boolean(),
} satisfies Record<keyof TraceFields, z.ZodType>;
const TRACE_FIRSTS = { timestampUs: micros, environment: text } satisfies Record<keyof TraceFirsts, z.ZodType>;

function change(fields: z.ZodRawShape, firsts: z.ZodRawShape) {
  const Write = z.object({
    atUs: z.number(),
    rank: z.union([z.literal(0), z.literal(1)]),
    kind: z.enum(['create', 'update']),
    by: text,
    set: z.strictObject(fields).partial().optional(),
    first: z.strictObject(firsts).partial().optional(),
    tags: texts.optional(),
    metadata: z.array(z.tuple([texts, z.json()])).optional(),
    flags: texts.optional(),
    mappedFrom: words.optional(),
  });
  return z.object({
    changeId: text,
    ingestedUs: micros,
    source: z.number().optional(),
    reading: z.number().int().nonnegative().optional(),
    writes: z.array(Write),
  });
}

/** A row of changes: what a fold could not read would hold up whatever is said of the same thing later. */
export const ChangeRow = z.discriminatedUnion('entity', [
  z.object({ entity: z.literal('member'), change: z.literal('') }),
  z.object({ entity: z.literal('trace'), change: parsedJson(change(TRACE_FIELDS, TRACE_FIRSTS)) }),
  z.object({ entity: z.literal('observation'), change: parsedJson(change(OBSERVATION_FIELDS, OBSERVATION_FIRSTS)) }),
]);
