import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { HrTime } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { randomText } from './random-text.ts';

export const SPANS_PER_BATCH = 200;
const SPANS_PER_TRACE = 10;

export interface SpanBatch {
  body: Uint8Array<ArrayBuffer>;
  /** One of its traces, to look for. */
  traceId: string;
  spans: number;
}

export interface BatchOptions {
  count: number;
  /** Spans end at some moment of this window; milliseconds since 1970. */
  fromMs: number;
  untilMs: number;
  /** Characters of input and output together; 1,400 makes a span of 2 KB. */
  payloadCharacters?: number;
  /** For ids and text; batches of different seeds share no id. */
  firstIndex?: number;
}

/** Trace exports as an SDK makes them: protobuf, gzip, 200 spans of 2 KB, generations and steps of some applications. */
export function spanBatches(options: BatchOptions): SpanBatch[] {
  return Array.from({ length: options.count }, (_, index) => spanBatch(options, (options.firstIndex ?? 0) + index));
}

export function spanBatch(options: BatchOptions, index: number): SpanBatch {
  const spans: ReadableSpan[] = [];
  let traceId = '';
  for (let trace = 0; trace < SPANS_PER_BATCH / SPANS_PER_TRACE; trace += 1) {
    traceId = randomBytes(16).toString('hex');
    const at = options.fromMs + (((index * 20 + trace) * 7_919_777) % Math.max(1, options.untilMs - options.fromMs));
    spans.push(
      ...traceSpans(traceId, { at, seed: index * 20 + trace, characters: options.payloadCharacters ?? 1_400 }),
    );
  }
  const message = ProtobufTraceSerializer.serializeRequest(spans);
  if (!message) throw new Error('The spans could not be serialised');
  return { body: new Uint8Array(gzipSync(message)), traceId, spans: spans.length };
}

const RESOURCE = resourceFromAttributes({ 'service.name': 'bench', 'deployment.environment.name': 'production' });
const MODELS = ['gpt-4o-2024-08-06', 'gpt-4.1-mini', 'claude-sonnet-4-5-20250929', 'gemini-2.5-flash'];
const TAGS = ['web', 'app', 'beta', 'nightly', 'vip'];

function traceSpans(traceId: string, about: { at: number; seed: number; characters: number }): ReadableSpan[] {
  const rootId = randomBytes(8).toString('hex');
  return Array.from({ length: SPANS_PER_TRACE }, (_, step) => span({ ...about, traceId, step, rootId }));
}

interface Making {
  traceId: string;
  rootId: string;
  step: number;
  at: number;
  seed: number;
  characters: number;
}

function span({ traceId, rootId, step, at, seed, characters }: Making): ReadableSpan {
  const isRoot = step === 0;
  const spanId = isRoot ? rootId : randomBytes(8).toString('hex');
  const startMs = at + step * 120;
  const endMs = isRoot ? at + SPANS_PER_TRACE * 120 : startMs + 100;
  return {
    name: isRoot ? 'chat-turn' : step % 3 === 0 ? 'write-answer' : `step-${step}`,
    kind: SpanKind.INTERNAL,
    spanContext: () => ({ traceId, spanId, traceFlags: 1 }),
    ...(isRoot ? {} : { parentSpanContext: { traceId, spanId: rootId, traceFlags: 1 } }),
    startTime: hrTime(startMs),
    endTime: hrTime(endMs),
    duration: hrTime(endMs - startMs),
    status:
      seed % 50 === 0 && step === 5
        ? { code: SpanStatusCode.ERROR, message: 'timeout' }
        : { code: SpanStatusCode.UNSET },
    attributes: attributesOf({ seed, step, characters }),
    links: [],
    events: [],
    ended: true,
    resource: RESOURCE,
    instrumentationScope: { name: 'langfuse-sdk', version: '5.11.1' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function attributesOf({ seed, step, characters }: Pick<Making, 'seed' | 'step' | 'characters'>) {
  const isGeneration = step > 0 && step % 3 === 0;
  return {
    'langfuse.observation.type': isGeneration ? 'generation' : 'span',
    'langfuse.trace.name': `application-${seed % 9}`,
    'user.id': `user-${seed % 5_000}`,
    'session.id': `session-${Math.floor(seed / 3)}`,
    'langfuse.trace.tags': [TAGS[seed % 5]!, TAGS[(seed + 2) % 5]!],
    'langfuse.observation.input': randomText(characters / 2, seed * 10 + step),
    'langfuse.observation.output': randomText(characters / 2, seed * 10 + step + 5),
    'langfuse.observation.metadata.region': seed % 2 === 0 ? 'eu-central-1' : 'us-east-1',
    'langfuse.observation.metadata.tenant': `tenant-${seed % 200}`,
    ...(isGeneration
      ? {
          'langfuse.observation.model.name': MODELS[seed % MODELS.length]!,
          'langfuse.observation.model.parameters': '{"temperature":0.2,"max_tokens":1024}',
          'langfuse.observation.usage_details': `{"input":${900 + (seed % 400)},"input_cached_tokens":${seed % 300},"output":${100 + (seed % 90)}}`,
        }
      : {}),
  };
}

function hrTime(ms: number): HrTime {
  return [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
}
