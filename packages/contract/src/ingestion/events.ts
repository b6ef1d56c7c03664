import { z } from 'zod';
import type { ObservationType } from '../telemetry.ts';
import {
  ObservationBody,
  ObservationUpdateBody,
  SdkLogBody,
  TraceBody,
  TypedObservationBody,
  TypedObservationUpdateBody,
} from './bodies.ts';
import { Payload, Time } from './fields.ts';
import { ScoreBody } from './score-body.ts';

/** What surrounds the body of an event. The id names the event, not what it speaks of. */
const envelope = {
  id: z
    .string()
    .min(1)
    .max(800)
    .refine((id) => !id.includes('\r'), 'An event id must not contain a carriage return'),
  timestamp: Time,
  metadata: Payload,
};

const event = <const Type extends string, Body extends z.ZodType>(type: Type, body: Body) =>
  z.object({ ...envelope, type: z.literal(type), body });

/** Every event type of the batch API. */
export const IngestionEvent = z.discriminatedUnion('type', [
  event('trace-create', TraceBody),
  event('score-create', ScoreBody),
  event('sdk-log', SdkLogBody),
  event('event-create', ObservationBody),
  event('span-create', ObservationBody),
  event('span-update', ObservationUpdateBody),
  event('generation-create', ObservationBody),
  event('generation-update', ObservationUpdateBody),
  event('agent-create', ObservationBody),
  event('tool-create', ObservationBody),
  event('chain-create', ObservationBody),
  event('retriever-create', ObservationBody),
  event('evaluator-create', ObservationBody),
  event('embedding-create', ObservationBody),
  event('guardrail-create', ObservationBody),
  event('observation-create', TypedObservationBody),
  event('observation-update', TypedObservationUpdateBody),
]);
export type IngestionEvent = z.infer<typeof IngestionEvent>;
export type EventOf<Type extends IngestionEvent['type']> = Extract<IngestionEvent, { type: Type }>;

type NotObservation = 'trace-create' | 'score-create' | 'sdk-log';
export type ObservationEvent = Exclude<IngestionEvent, { type: NotObservation }>;

/** The kind of observation that an event type speaks of; null where the body says it. */
export const TYPE_OF_EVENT: Record<ObservationEvent['type'], ObservationType | null> = {
  'event-create': 'EVENT',
  'span-create': 'SPAN',
  'span-update': 'SPAN',
  'generation-create': 'GENERATION',
  'generation-update': 'GENERATION',
  'agent-create': 'AGENT',
  'tool-create': 'TOOL',
  'chain-create': 'CHAIN',
  'retriever-create': 'RETRIEVER',
  'evaluator-create': 'EVALUATOR',
  'embedding-create': 'EMBEDDING',
  'guardrail-create': 'GUARDRAIL',
  'observation-create': null,
  'observation-update': null,
};
