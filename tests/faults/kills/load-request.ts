import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ProtobufWriter } from '../../bench/load/protobuf-writer.ts';
import { pick } from '../../bench/load/random.ts';

/** What must be readable when the request that says it was acknowledged: a digest of what it said of the thing. */
export interface Expected {
  kind: ExpectedKind;
  id: string;
  digest: string;
}

/** A whole step; what its create said of it; what its update said of it; and what belongs to none. */
export type ExpectedKind = 'step' | 'create' | 'update' | 'trace' | 'score' | 'refused score';

export interface LoadRequest {
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  expected: Expected[];
  /** As the product counts them. */
  events: number;
}

export const REFUSED_SCORE = 'refused-by-the-store';
export const BATCH_TRACE = 'made-by-batch';

type Random = () => number;

export function digestOf(...parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 24);
}

const LEVELS = ['DEFAULT', 'WARNING', 'ERROR'] as const;
const OTLP_PATH = '/api/public/otel/v1/traces';
const BATCH_PATH = '/api/public/ingestion';

interface Step {
  traceId: string;
  id: string;
  parentId: string;
  name: string;
  startMs: number;
  endMs: number;
  input: string;
  output: string;
}

const hex = (random: Random, digits: number) =>
  Array.from({ length: digits / 8 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

const WORDS = 'tide mark wave shore salt foam drift reef gull kelp Ebbe Flut 潮 波 🌊 "quoted" back\\slash'.split(' ');

function text(random: Random): string {
  return Array.from({ length: 4 + Math.floor(random() * 12) }, () => pick(random, WORDS)).join(' ');
}

function steps(random: Random, count: number): Step[] {
  const traceId = hex(random, 32);
  const nowMs = Date.now();
  const ids = Array.from({ length: count }, () => hex(random, 16));
  return ids.map((id, index) => ({
    traceId,
    id,
    parentId: index === 0 ? '' : (ids[0] ?? ''),
    name: `step ${index}`,
    startMs: nowMs + index,
    endMs: nowMs + index + Math.floor(random() * 500),
    input: text(random),
    output: text(random),
  }));
}

const expectedStep = (step: Step): Expected => ({
  kind: 'step',
  id: step.id,
  digest: digestOf(step.traceId, step.parentId, step.name, step.startMs, step.endMs, step.input, step.output),
});

/** 200 small spans, protobuf and gzip. */
export function protobufRequest(random: Random): LoadRequest {
  const made = steps(random, 200);
  const body = new ProtobufWriter().message(1, (resourceSpans) =>
    resourceSpans.message(2, (scopeSpans) => {
      for (const step of made) {
        scopeSpans.message(2, (span) => {
          span.bytes(1, Buffer.from(step.traceId, 'hex')).bytes(2, Buffer.from(step.id, 'hex'));
          if (step.parentId) span.bytes(4, Buffer.from(step.parentId, 'hex'));
          span.text(5, step.name).int(6, 1).fixed64(7, nanos(step.startMs)).fixed64(8, nanos(step.endMs));
          attribute(span, 'langfuse.observation.input', step.input);
          attribute(span, 'langfuse.observation.output', step.output);
        });
      }
    }),
  );
  return {
    path: OTLP_PATH,
    headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' },
    body: gzipSync(body.finish(), { level: 1 }),
    ...said(made.map(expectedStep)),
  };
}

/** 40 spans as JSON, as it is or gzip. */
export function jsonRequest(random: Random): LoadRequest {
  const made = steps(random, 40);
  const spans = made.map((step) => ({
    traceId: step.traceId,
    spanId: step.id,
    ...(step.parentId ? { parentSpanId: step.parentId } : {}),
    name: step.name,
    startTimeUnixNano: String(nanos(step.startMs)),
    endTimeUnixNano: String(nanos(step.endMs)),
    attributes: [
      { key: 'langfuse.observation.input', value: { stringValue: step.input } },
      { key: 'langfuse.observation.output', value: { stringValue: step.output } },
    ],
  }));
  const plain = Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
  const isPacked = random() < 0.5;
  return {
    path: OTLP_PATH,
    headers: { 'content-type': 'application/json', ...(isPacked ? { 'content-encoding': 'gzip' } : {}) },
    body: isPacked ? gzipSync(plain) : plain,
    ...said(made.map(expectedStep)),
  };
}

/** A trace and 30 steps that are only created, and a second request that says how they ended. */
export function batchPair(random: Random): [LoadRequest, LoadRequest] {
  const made = steps(random, 30);
  const traceId = made[0]?.traceId ?? '';
  const userId = `user-${Math.floor(random() * 1000)}`;
  const levels = made.map(() => pick(random, LEVELS));
  const creates = made.map(({ id, name, startMs, input }) =>
    event(random, 'span-create', startMs, { id, traceId, name, startTime: iso(startMs), input }),
  );
  const updates = made.map(({ id, endMs, output }, index) =>
    event(random, 'span-update', endMs, { id, traceId, endTime: iso(endMs), output, level: levels[index] }),
  );
  const startMs = made[0]?.startMs ?? 0;
  const trace = event(random, 'trace-create', startMs, {
    id: traceId,
    name: BATCH_TRACE,
    userId,
    timestamp: iso(startMs),
  });
  const created: Expected[] = made.map((step) => ({
    kind: 'create',
    id: step.id,
    digest: digestOf(step.traceId, step.name, step.startMs, step.input),
  }));
  const updated: Expected[] = made.map((step, index) => ({
    kind: 'update',
    id: step.id,
    digest: digestOf(step.endMs, step.output, levels[index]),
  }));
  return [
    batch([trace, ...creates], [{ kind: 'trace', id: traceId, digest: digestOf(userId) }, ...created]),
    batch(updates, updated),
  ];
}

/** 20 scores, of which the store refuses the given number. */
export function scoresRequest(random: Random, refused: number): LoadRequest {
  const scores = Array.from({ length: 20 }, (_, index) => ({
    id: hex(random, 16),
    traceId: hex(random, 32),
    name: index < refused ? REFUSED_SCORE : `quality ${index}`,
    value: Math.floor(random() * 1000),
    comment: text(random),
  }));
  return batch(
    scores.map((score) => event(random, 'score-create', Date.now(), score)),
    scores.map(({ id, traceId, name, value, comment }, index) => ({
      kind: index < refused ? 'refused score' : 'score',
      id,
      digest: digestOf(traceId, name, value, comment),
    })),
  );
}

function batch(events: readonly object[], expected: Expected[]): LoadRequest {
  return {
    path: BATCH_PATH,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ batch: events })),
    ...said(expected),
  };
}

function event(random: Random, type: string, atMs: number, body: object) {
  return { id: hex(random, 16), type, timestamp: iso(atMs), body };
}

const said = (expected: Expected[]) => ({ expected, events: expected.length });
const nanos = (ms: number) => BigInt(ms) * 1_000_000n;
const iso = (ms: number) => new Date(ms).toISOString();

function attribute(span: ProtobufWriter, name: string, value: string): void {
  span.message(9, (pair) => pair.text(1, name).message(2, (any) => any.text(1, value)));
}
