import { batchRequest } from './batch-request.ts';
import type { LoadKind } from './load-orders.ts';
import { makeTrace } from './made-trace.ts';
import type { Maker } from './made-trace.ts';
import { otlpRequest } from './otlp-request.ts';
import type { PreparedRequest } from './prepared-request.ts';
import { proseOf } from './prose.ts';
import { randomOf } from './random.ts';

/**
 * `otlp`: 8 traces of 25 steps, 200 spans of about 2 KB, as an exporter's queue gathers them. `batch`: SDKs flush at 15
 * events; those in servers and queue workers gather more.
 */
const SHAPES: Record<LoadKind, { traces: number; steps: number; payloadLength: number }> = {
  otlp: { traces: 8, steps: 25, payloadLength: 1_500 },
  chat: { traces: 30, steps: 7, payloadLength: 1_000 },
  batch: { traces: 5, steps: 10, payloadLength: 1_500 },
};

/** Requests with ids that were never sent before, made before the clock runs, so that making them costs the run nothing. */
export function prepareRequests(kind: LoadKind, count: number, seed: number): PreparedRequest[] {
  const random = randomOf(seed);
  const maker: Maker = { random, prose: proseOf(random) };
  const { traces, ...trace } = SHAPES[kind];
  const build = kind === 'batch' ? batchRequest : otlpRequest;
  return Array.from({ length: count }, () =>
    build(Array.from({ length: traces }, () => makeTrace(maker, { ...trace, startMs: Date.now() - 10_000 }))),
  );
}

/** Steps in the trace that a request ends with. */
export function stepsPerTrace(kind: LoadKind): number {
  return SHAPES[kind].steps;
}
