import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTraces } from '../otlp/decode-traces.ts';
import { readSpans } from '../otlp/read-spans.ts';
import { encodePart, traceRequestType } from '../otlp/trace-message.ts';
import { maskBatch } from './mask-batch.ts';
import { compileMask } from './mask-json.ts';
import { maskOtlp } from './mask-otlp.ts';
import { MaskingRules } from './masking-rule.ts';

const rules = MaskingRules.parse([
  { kind: 'pattern', pattern: '[\\w.]+@[\\w.]+' },
  { kind: 'pattern', pattern: '\\b\\d{4} \\d{4} \\d{4} \\d{4}\\b', replacement: '$1 card' },
  { kind: 'path', path: 'user.*.secret', replacement: 'gone' },
]);
const mask = compileMask(rules);

test('a pattern masks every match in any text, and a replacement means itself', () => {
  expect(mask({ a: ['ann@example.com and bob@example.com'], b: 'card 4111 1111 1111 1111.', n: 5 })).toEqual({
    a: ['[masked] and [masked]'],
    b: 'card $1 card.',
    n: 5,
  });
});

test('a path masks the whole value wherever it is found, also within JSON that is sent as text', () => {
  const value = { deep: [{ user: { ann: { secret: { any: 'thing' }, open: 1 } } }] };
  const masked = { deep: [{ user: { ann: { secret: 'gone', open: 1 } } }] };
  expect(mask(value)).toEqual(masked);
  expect(mask({ input: JSON.stringify(value) })).toEqual({ input: JSON.stringify(masked) });
});

test('what no rule fits is the same value, not a copy', () => {
  const value = { a: ['b', { c: 1, d: null }], e: '{"f": 1}' };
  expect(mask(value)).toBe(value);
});

test('no text that a pattern fits is left anywhere in a value, whatever it is', () => {
  const noDigits = compileMask(MaskingRules.parse([{ kind: 'pattern', pattern: 'q+', replacement: '' }]));
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const texts: string[] = [];
      JSON.stringify(noDigits(value), (_key, item: unknown) => {
        if (typeof item === 'string') texts.push(item);
        return item;
      });
      expect(texts.filter((text) => text.includes('q'))).toEqual([]);
    }),
    { seed: 20_261_120 },
  );
});

test.each([['('], ['(a)\\1'], ['(?=a)'], ['a*']])(
  'a pattern that is no pattern, or fits everywhere, is refused: %s',
  (pattern) => {
    expect(MaskingRules.safeParse([{ kind: 'pattern', pattern }]).success).toBe(false);
  },
);

test('an event of a batch stays what it is about: its ids, times and types are no text to mask', () => {
  const all = compileMask(MaskingRules.parse([{ kind: 'pattern', pattern: '[a-z0-9-]+', replacement: '*' }]));
  const body = {
    id: 'trace-1',
    traceId: 'trace-1',
    startTime: '2026-11-18T10:00:00Z',
    name: 'ann',
    metadata: { id: 'x1' },
  };
  const batch = { batch: [{ id: 'e1', type: 'span-create', timestamp: '2026-11-18T10:00:00Z', body }] };
  expect(maskBatch(batch, all)).toEqual({
    batch: [{ ...batch.batch[0], body: { ...body, name: '*', metadata: { id: '*' } } }],
  });
});

const ATTRIBUTES = [
  { key: 'email', value: { stringValue: 'ann@example.com' } },
  { key: 'user.ann.secret', value: { kvlistValue: { values: [{ key: 'a', value: { stringValue: 'b' } }] } } },
  { key: 'list', value: { arrayValue: { values: [{ stringValue: 'bob@example.com' }, { intValue: '5' }] } } },
  { key: 'count', value: { intValue: '7' } },
];
const MASKED = ['[masked]', 'gone', '[masked]'];

test('a JSON export is masked in its attributes, names and events, and its ids and times are kept', () => {
  const span = {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    name: 'mail ann@example.com',
    startTimeUnixNano: '1763000000000000000',
    endTimeUnixNano: '1763000001000000000',
    attributes: ATTRIBUTES,
    events: [{ timeUnixNano: '1763000000500000000', name: 'x', attributes: ATTRIBUTES }],
  };
  const bytes = Buffer.from(
    JSON.stringify({ resourceSpans: [{ resource: { attributes: ATTRIBUTES }, scopeSpans: [{ spans: [span] }] }] }),
  );
  const text = maskOtlp(bytes, 'json', mask).toString();
  expect(text).not.toContain('example.com');
  const read = readSpans(decodeTraces(Buffer.from(text), 'json'), 0);
  expect(read.rejected).toEqual([]);
  expect(read.spans[0]).toMatchObject({ traceId: span.traceId, name: 'mail [masked]' });
  for (const masked of MASKED) expect(text).toContain(masked);
});

test('a protobuf export is masked the same, and a span that cannot be read is refused and not kept', () => {
  const span = {
    traceId: Buffer.alloc(16, 7),
    spanId: Buffer.alloc(8, 9),
    name: 'mail ann@example.com',
    startTimeUnixNano: 1_763_000_000_000_000_000n.toString(),
    endTimeUnixNano: 1_763_000_001_000_000_000n.toString(),
    attributes: ATTRIBUTES,
  };
  const broken = Buffer.concat([Buffer.from([0x0a, 0x7f]), Buffer.from('carol@example.com')]);
  const resource = encodePart('Resource', { attributes: ATTRIBUTES });
  const spans = [encodePart('Span', span), broken];
  const bytes = Buffer.from(
    traceRequestType.encode({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }).finish(),
  );
  expect(bytes.includes('example.com')).toBe(true);
  const masked = maskOtlp(bytes, 'protobuf', mask);
  expect(masked.includes('example.com')).toBe(false);
  const read = readSpans(decodeTraces(masked, 'protobuf'), 0);
  expect(read.spans).toHaveLength(1);
  expect(read.rejected).toHaveLength(1);
  expect(read.spans[0]).toMatchObject({ traceId: '07'.repeat(16), name: 'mail [masked]' });
});
