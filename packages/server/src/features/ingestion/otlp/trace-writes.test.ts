import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldTrace } from '#domain/merge/fold-trace';
import { decodeTraces } from './decode-traces.ts';
import { mapSpans } from './map-spans.ts';
import { readSpans } from './read-spans.ts';
import { context, exportOf, mapExport, receivedUs, type TestSpan } from './test-spans.ts';

const at = (second: number) => String(1_795_168_800_000_000_000n + BigInt(second) * 1_000_000_000n);
const span = (id: number, fields: TestSpan = {}): TestSpan => ({
  spanId: id.toString(16).padStart(16, '0'),
  startTimeUnixNano: at(id),
  endTimeUnixNano: at(id + 1),
  ...fields,
});
const child = (id: number, fields: TestSpan = {}) => span(id, { parentSpanId: 'f'.repeat(16), ...fields });
const traceOf = (...spans: TestSpan[]) => mapExport(exportOf(spans)).traces[0];

describe('the trace of spans', () => {
  test('without their root is listed from its earliest span on', () => {
    const trace = traceOf(child(5), child(3, { attributes: { 'langfuse.environment': 'dev' } }));
    expect(trace).toMatchObject({ timestampUs: 1795168803000000, environment: 'dev', traceName: '', input: null });
  });

  test('gets name, payloads, metadata and version from its root', () => {
    const root = span(1, {
      name: 'root',
      attributes: { 'input.value': 'i', 'output.value': 'o', 'langfuse.version': 'v', x: 1 },
    });
    expect(traceOf(child(2, { name: 'child', attributes: { 'input.value': 'no' } }), root)).toMatchObject({
      traceName: 'root',
      input: 'i',
      output: 'o',
      version: 'v',
      metadata: { attributes: '{"x":1}' },
    });
  });

  test('takes a span that says it is the root for one', () => {
    expect(traceOf(child(2, { name: 'app', attributes: { 'langfuse.internal.as_root': true } }))?.traceName).toBe(
      'app',
    );
  });

  test('believes what was said of it outright, on whichever span, over its root', () => {
    const root = span(9, {
      name: 'root',
      attributes: { 'input.value': 'root input', 'langfuse.observation.metadata.k': 'root' },
    });
    const said = child(1, {
      attributes: {
        'langfuse.trace.name': 'said',
        'langfuse.trace.input': 'said input',
        'langfuse.trace.metadata.k': 'said',
        'langfuse.trace.public': true,
        'langfuse.trace.tags': ['b', 'a'],
        'user.id': 'u',
        'session.id': 's',
      },
    });
    expect(traceOf(root, said)).toMatchObject({
      traceName: 'said',
      input: 'said input',
      metadata: { k: 'said' },
      isPublic: true,
      tags: ['a', 'b'],
      userId: 'u',
      sessionId: 's',
    });
  });

  test('is one small change, however many spans repeat the same', () => {
    const attributes = {
      'user.id': 'u',
      'session.id': 's',
      'langfuse.trace.tags': ['a'],
      'langfuse.trace.metadata.k': 'v',
    };
    const spans = Array.from({ length: 200 }, (_, index) => child(index + 1, { attributes }));
    const read = readSpans(decodeTraces(Buffer.from(JSON.stringify(exportOf(spans))), 'json'), receivedUs);
    const { traces } = mapSpans(read.spans, context);
    expect(traces).toHaveLength(1);
    expect(JSON.stringify(traces[0]).length).toBeLessThan(1000);
  });
});

test('spans exported together or apart, in any order, some twice, describe the same trace', () => {
  const someSpan = fc.record({
    second: fc.integer({ min: 1, max: 5 }),
    isRoot: fc.boolean(),
    attributes: fc.record(
      {
        'user.id': fc.constantFrom('u1', 'u2'),
        'langfuse.trace.name': fc.constantFrom('n1', 'n2'),
        'langfuse.trace.tags': fc.constantFrom<string[]>(['a'], ['b', 'c']),
        'langfuse.trace.metadata.k': fc.constantFrom('v1', 'v2'),
        'langfuse.environment': fc.constantFrom('e1', 'e2'),
        'langfuse.release': fc.constantFrom('r1', 'r2'),
        'input.value': fc.constantFrom('i1', 'i2'),
      },
      { requiredKeys: [] },
    ),
  });
  const cases = fc.array(someSpan, { minLength: 1, maxLength: 6 }).chain((spans) => {
    const made = spans.map(({ second, isRoot, attributes }, index) =>
      (isRoot ? span : child)(index + 1, { startTimeUnixNano: at(second), name: `s${index}`, attributes }),
    );
    const order = fc.shuffledSubarray(made, { minLength: made.length });
    return fc.tuple(fc.constant(made), order, fc.subarray(made), fc.nat({ max: made.length }));
  });
  const changesOf = (spans: TestSpan[]) => {
    if (spans.length === 0) return [];
    return mapSpans(
      readSpans(decodeTraces(Buffer.from(JSON.stringify(exportOf(spans))), 'json'), receivedUs).spans,
      context,
    ).traces;
  };
  fc.assert(
    fc.property(cases, ([together, order, again, cut]) => {
      const apart = [...changesOf(order.slice(0, cut)), ...changesOf(order.slice(cut)), ...changesOf(again)];
      const { rowVersion: _some, ...expected } = foldTrace(changesOf(together));
      expect(foldTrace(apart)).toMatchObject(expected);
    }),
    { numRuns: 2000, seed: 20_261_120 },
  );
});
