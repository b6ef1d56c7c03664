import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countSoundSpans } from './count-sound-spans.ts';
import { decodeTraces } from './decode-traces.ts';
import { readSpans } from './read-spans.ts';
import { SPAN_LIMITS } from './span-limits.ts';
import { encodePart, traceRequestType } from './trace-message.ts';

const receivedUs = Date.UTC(2026, 10, 20, 12) * 1000;

interface Value {
  [kind: string]: unknown;
}

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.record({ stringValue: fc.string({ unit: 'binary' }) }),
    fc.record({ boolValue: fc.boolean() }),
    fc.record({ intValue: fc.integer() }),
    fc.record({ doubleValue: fc.double() }),
    fc.record({ bytesValue: fc.uint8Array({ maxLength: 9 }) }),
    fc.array(tie('value'), { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
    fc.array(tie('value'), { maxLength: 3 }).map((values) => ({
      kvlistValue: { values: values.map((one, at) => ({ key: `k${at}`, value: one })) },
    })),
  ),
})).value;

const attributes = fc.array(fc.record({ key: fc.string(), value }), { maxLength: 5 });
const id = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes });
const span = fc
  .record({
    ...{ traceId: id(16), spanId: fc.oneof({ weight: 9, arbitrary: id(8) }, fc.uint8Array({ maxLength: 9 })) },
    ...{ parentSpanId: fc.uint8Array({ maxLength: 9 }), name: fc.string(), kind: fc.nat(5), attributes },
    events: fc.array(fc.record({ name: fc.string(), attributes }), { maxLength: 2 }),
    links: fc.array(fc.record({ traceId: id(16), spanId: id(8), attributes }), { maxLength: 2 }),
    status: fc.record({ message: fc.string(), code: fc.nat(3) }),
  })
  .map((one) => encodePart('Span', one));

const bodies = fc
  .record({ spans: fc.array(span, { maxLength: 4 }), attributes, name: fc.string() })
  .map(({ spans, attributes: own, name }) =>
    traceRequestType
      .encode({
        resourceSpans: [
          {
            resource: encodePart('Resource', { attributes: own }),
            scopeSpans: [{ scope: encodePart('Scope', { name, attributes: own }), spans }],
          },
        ],
      })
      .finish(),
  );

const read = (body: Uint8Array) => readSpans(decodeTraces(body, 'protobuf'), receivedUs);

/** A few bytes changed, taken out or put in, or the end cut off. */
const damages = fc.array(
  fc.record({ at: fc.nat(), how: fc.constantFrom('set', 'cut', 'put', 'end'), byte: fc.nat(255) }),
  { maxLength: 4 },
);

function damage(body: Uint8Array, done: { at: number; how: string; byte: number }[]): Uint8Array {
  let bytes = [...body];
  for (const { at, how, byte } of done) {
    const place = bytes.length === 0 ? 0 : at % bytes.length;
    if (how === 'set') bytes[place] = byte;
    else if (how === 'cut') bytes.splice(place, 1);
    else if (how === 'put') bytes.splice(place, 0, byte);
    else bytes = bytes.slice(0, place);
  }
  return Uint8Array.from(bytes);
}

test('what is counted without reading is what reading takes, whatever the bytes; sound exports are counted', () => {
  let counted = 0;
  fc.assert(
    fc.property(bodies, damages, (body, done) => {
      const bytes = damage(body, done);
      const count = countSoundSpans(bytes);
      if (count === null) return;
      counted += 1;
      const { spans, rejected } = read(bytes);
      expect({ spans: spans.length, rejected }).toEqual({ spans: count, rejected: [] });
    }),
    { numRuns: 3000, seed: 20_261_120 },
  );
  expect(counted).toBeGreaterThan(300);
});

test('any bytes at all are counted rightly or not at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const count = countSoundSpans(bytes);
      if (count !== null) expect(read(bytes)).toMatchObject({ spans: { length: count }, rejected: [] });
    }),
    { numRuns: 5000, seed: 20_261_120 },
  );
});

const oneSpan = (fields: object) =>
  traceRequestType
    .encode({
      resourceSpans: [
        {
          scopeSpans: [
            { spans: [encodePart('Span', { traceId: Buffer.alloc(16, 1), spanId: Buffer.alloc(8, 2), ...fields })] },
          ],
        },
      ],
    })
    .finish();

const nested = (depth: number): object =>
  depth === 0 ? { stringValue: 'x' } : { arrayValue: { values: [nested(depth - 1)] } };

test.each([
  ['no id', { traceId: Buffer.alloc(0) }],
  ['an id of zeros', { spanId: Buffer.alloc(8) }],
  ['a long name', { name: 'x'.repeat(SPAN_LIMITS.spanNameLength + 1) }],
  ['a long attribute name', { attributes: [{ key: 'x'.repeat(SPAN_LIMITS.attributeNameLength + 1) }] }],
  ['many attributes', { attributes: Array.from({ length: SPAN_LIMITS.attributes + 1 }, () => ({ key: 'k' })) }],
  ['many events', { events: Array.from({ length: SPAN_LIMITS.events + 1 }, () => ({})) }],
  ['many links', { links: Array.from({ length: SPAN_LIMITS.links + 1 }, () => ({})) }],
])('a span with %s is left to the reader, who refuses it', (_what, fields) => {
  expect(countSoundSpans(oneSpan(fields))).toBeNull();
  expect(read(oneSpan(fields)).rejected).toHaveLength(1);
});

test('a value that nests deeper than is walked is left to the reader, who takes it', () => {
  const deep = oneSpan({ attributes: [{ key: 'k', value: nested(30) }] });
  expect(countSoundSpans(deep)).toBeNull();
  expect(read(deep)).toMatchObject({ spans: { length: 1 }, rejected: [] });
});
