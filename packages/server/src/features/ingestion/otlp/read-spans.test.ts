import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { decodeTraces, type OtlpEncoding } from './decode-traces.ts';
import { readSpans } from './read-spans.ts';
import { exportOf, mapExport, receivedUs, type TestSpan } from './test-spans.ts';
import { encodePart, traceRequestType } from './trace-message.ts';
import { encodeRpcStatus, encodeTraceResponse } from './trace-response.ts';

const readJson = (request: unknown) =>
  readSpans(decodeTraces(Buffer.from(JSON.stringify(request)), 'json'), receivedUs);
const readBytes = (bytes: Uint8Array) => readSpans(decodeTraces(bytes, 'protobuf'), receivedUs);
const protobufOf = (...spans: Uint8Array[]) =>
  traceRequestType.encode({ resourceSpans: [{ scopeSpans: [{ spans }] }] }).finish();

const ids = { traceId: Buffer.alloc(16, 1), spanId: Buffer.alloc(8, 2) };
const spanBytes = (span: object) => encodePart('Span', { ...ids, ...span });
const long = (text: string) => protobuf.util.LongBits.from(text).toLong();

/** A value nested in so many lists. */
const nested = (depth: number): object =>
  depth === 0 ? { stringValue: 'x' } : { arrayValue: { values: [nested(depth - 1)] } };

describe('protobuf and JSON say the same', () => {
  test('values of every kind', () => {
    const values = {
      text: { stringValue: 'ü😀' },
      yes: { boolValue: true },
      whole: { intValue: long('-5') },
      huge: { intValue: long('9007199254740993') },
      real: { doubleValue: 0.5 },
      none: { doubleValue: Number.NaN },
      list: { arrayValue: { values: [{ stringValue: 'a' }, { intValue: long('1') }] } },
      map: { kvlistValue: { values: [{ key: '__proto__', value: { stringValue: 'p' } }] } },
      bytes: { bytesValue: Buffer.from('hi') },
      empty: { stringValue: '' },
      no: { boolValue: false },
      zero: { intValue: long('0') },
      nothing: { doubleValue: 0 },
    };
    const attributes = Object.entries(values).map(([key, value]) => ({ key, value }));
    const fromProtobuf = readBytes(protobufOf(spanBytes({ attributes }))).spans[0]?.attributes;
    const asJson = attributes.map(({ key, value }) => {
      if ('intValue' in value) return { key, value: { intValue: value.intValue.toString() } };
      if ('bytesValue' in value) return { key, value: { bytesValue: value.bytesValue.toString('base64') } };
      if ('doubleValue' in value && Number.isNaN(value.doubleValue)) return { key, value: { doubleValue: 'NaN' } };
      return { key, value };
    });
    const request = {
      resourceSpans: [
        { scopeSpans: [{ spans: [{ traceId: '01'.repeat(16), spanId: '02'.repeat(8), attributes: asJson }] }] },
      ],
    };
    expect(JSON.stringify([...(fromProtobuf ?? [])])).toBe(
      JSON.stringify([...(readJson(request).spans[0]?.attributes ?? [])]),
    );
    expect(fromProtobuf?.get('huge')).toBe('9007199254740993');
    expect(fromProtobuf?.get('bytes')).toBe('aGk=');
    expect(JSON.stringify(fromProtobuf?.get('map'))).toBe('{"__proto__":"p"}');
    expect(({} as { p?: string }).p).toBeUndefined();
  });

  test('times, rounded down to microseconds', () => {
    const time = { startTimeUnixNano: '1795168800000001999', endTimeUnixNano: '1795168800000002000' };
    const binary = { startTimeUnixNano: long(time.startTimeUnixNano), endTimeUnixNano: long(time.endTimeUnixNano) };
    const expected = { startUs: 1795168800000001, endUs: 1795168800000002, flags: [] };
    expect(readBytes(protobufOf(spanBytes(binary))).spans[0]).toMatchObject(expected);
    expect(readJson(exportOf([time])).spans[0]).toMatchObject(expected);
  });
});

describe('text that is no UTF-8', () => {
  const broken = (bytes: Uint8Array, text: string) => {
    const copy = Buffer.from(bytes);
    copy[copy.indexOf(text)] = 0xff;
    return copy;
  };
  const attributes = [{ key: 'kx', value: { stringValue: 'vx' } }];
  const good = spanBytes({ attributes });

  test('is repaired in a protobuf span, which says so, and in no other', () => {
    for (const [text, name, key, value] of [
      ['nx', '\uFFFDx', 'kx', 'vx'],
      ['kx', 'nx', '\uFFFDx', 'vx'],
      ['vx', 'nx', 'kx', '\uFFFDx'],
    ] as const) {
      const read = readBytes(protobufOf(broken(spanBytes({ name: 'nx', attributes }), text), good));
      expect(read.rejected).toEqual([]);
      expect(read.spans[0]).toMatchObject({ name, flags: expect.arrayContaining(['text_repaired']) });
      expect([...(read.spans[0]?.attributes ?? [])]).toEqual([[key, value]]);
      expect(read.spans[1]?.flags).not.toContain('text_repaired');
    }
  });

  test('is repaired in a resource and a scope, and all their spans say so', () => {
    const resource = encodePart('Resource', { attributes });
    const scope = encodePart('Scope', { name: 'sx', attributes });
    for (const group of [
      { resource: broken(resource, 'vx'), scopeSpans: [{ scope, spans: [good] }] },
      { resource, scopeSpans: [{ scope: broken(scope, 'sx'), spans: [good] }] },
    ]) {
      const other = { resource, scopeSpans: [{ scope, spans: [good] }] };
      const read = readBytes(traceRequestType.encode({ resourceSpans: [group, other] }).finish());
      expect(read.rejected).toEqual([]);
      expect(read.spans.map(({ flags }) => flags.includes('text_repaired'))).toEqual([true, false]);
      expect(JSON.stringify([[...(read.spans[0]?.resource.attributes ?? [])], read.spans[0]?.scope.name])).toContain(
        '\uFFFDx',
      );
    }
  });
});

describe('ids', () => {
  test.each([
    ['0AF7651916CD43DD8448EB211C80319C', '0af7651916cd43dd8448eb211c80319c'],
    ['CvdlGRbNQ92ESOshHIAxnA==', '0af7651916cd43dd8448eb211c80319c'],
  ])('%s is read as hex', (traceId, hex) => {
    expect(readJson(exportOf([{ traceId }])).spans[0]?.traceId).toBe(hex);
  });

  test.each(['', '0'.repeat(32), 'xyz', 'ab', '0af7651916cd43dd8448eb211c80319c00'])('%j is no trace id', (traceId) => {
    expect(readJson(exportOf([{ traceId }])).rejected).toMatchObject([
      { spanId: 'b7ad6b7169203331', reason: 'traceId is missing or not 16 bytes other than zero' },
    ]);
  });

  test('a parent of zeros is no parent', () => {
    expect(readJson(exportOf([{ parentSpanId: '0'.repeat(16) }])).spans[0]?.parentId).toBe('');
  });
});

describe('B07: times', () => {
  const dayUs = 86_400_000_000;
  test.each<[string, TestSpan, object]>([
    ['a missing end is the start', { endTimeUnixNano: 0 }, { endUs: 1795168800000001, flags: ['time_inferred'] }],
    ['a missing start is the end', { startTimeUnixNano: '' }, { startUs: 1795168801000000, flags: ['time_inferred'] }],
    [
      'an end before the start is the start',
      { endTimeUnixNano: '1795168700000000000' },
      { endUs: 1795168800000001, flags: [] },
    ],
    [
      'the far past is clamped',
      { startTimeUnixNano: '1000' },
      { startUs: Date.UTC(2000, 0, 1) * 1000, flags: ['clock_clamped'] },
    ],
    [
      'the far future is clamped',
      { endTimeUnixNano: '18446744073709551615' },
      { endUs: receivedUs + dayUs, flags: ['clock_clamped'] },
    ],
    [
      'nonsense counts as missing',
      { startTimeUnixNano: 'soon', endTimeUnixNano: -1 },
      { startUs: receivedUs, endUs: receivedUs },
    ],
  ])('%s', (_name, span, expected) => {
    expect(readJson(exportOf([span])).spans[0]).toMatchObject(expected);
  });

  test('a clamped span keeps its raw times in its metadata', () => {
    const [observation] = mapExport(exportOf([{ startTimeUnixNano: '1000' }])).observations;
    expect(observation?.flags).toEqual(['clock_clamped']);
    expect(observation?.metadata['raw_times']).toContain('"startTimeUnixNano":"1000"');
  });
});

describe('a bad span is refused with its reason and spares its neighbours', () => {
  const good = exportOf([{}]).resourceSpans[0]?.scopeSpans[0]?.spans[0];
  const among = (bad: unknown) => readJson({ resourceSpans: [{ scopeSpans: [{ spans: [good, bad, good] }] }] });

  test.each([
    ['no object', 'text', 'the span is no object'],
    ['a list', [], 'the span is no object'],
    ['attributes that are none', { ...good, attributes: 'x' }, 'attributes are not a list'],
    ['an attribute without a name', { ...good, attributes: [{ value: {} }] }, 'an attribute without a name'],
    ['events that are none', { ...good, events: {} }, 'events are not a list'],
    ['too many events', { ...good, events: Array.from({ length: 10_001 }, () => ({})) }, 'more than 10000 events'],
    ['too deep a value', { ...good, attributes: [{ key: 'a', value: nested(65) }] }, 'a value nests over 64 levels'],
    [
      'a broken list value',
      { ...good, attributes: [{ key: 'a', value: { arrayValue: { values: 1 } } }] },
      'a list value is not a list',
    ],
  ])('%s', (_name, bad, reason) => {
    const read = among(bad);
    expect(read.spans).toHaveLength(2);
    expect(read.rejected.map((each) => each.reason)).toEqual([reason]);
  });

  test('64 levels are taken', () => {
    expect(among({ ...good, attributes: [{ key: 'a', value: nested(64) }] }).rejected).toEqual([]);
  });

  test('C07: bytes that are no span, and protobuf nested to any depth', () => {
    const deep = (depth: number) => spanBytes({ attributes: [{ key: 'a', value: nested(depth) }] });
    const read = readBytes(protobufOf(spanBytes({}), Buffer.from([0xff, 0xff, 0xff]), deep(45), spanBytes({})));
    expect(read.spans).toHaveLength(2 + 1);
    expect(read.rejected).toMatchObject([{ spanId: '', reason: 'the span cannot be decoded' }]);
  });

  test('C07: protobuf nested 20,000 deep, written by hand', () => {
    let value: Buffer = Buffer.from([0x0a, 1, 0x78]);
    for (let depth = 0; depth < 20_000; depth++) {
      const list = Buffer.concat([Buffer.from([0x0a]), varint(value.length), value]);
      value = Buffer.concat([Buffer.from([0x2a]), varint(list.length), list]);
      if (value.length > 60_000) break;
    }
    const keyValue = Buffer.concat([Buffer.from([0x0a, 1, 0x61, 0x12]), varint(value.length), value]);
    const span = Buffer.concat([spanBytes({}), Buffer.from([0x4a]), varint(keyValue.length), keyValue]);
    const read = readBytes(protobufOf(span, spanBytes({})));
    expect(read.spans).toHaveLength(1);
    expect(read.rejected).toHaveLength(1);
  });

  test('a protobuf resource that cannot be decoded refuses its spans alone', () => {
    const [resource, spans] = [Buffer.from([0xff, 0xff]), [spanBytes({})]];
    const groups = [{ resource, scopeSpans: [{ spans }] }, { scopeSpans: [{ spans }] }];
    const read = readBytes(traceRequestType.encode({ resourceSpans: groups }).finish());
    expect(read.spans).toHaveLength(1);
    expect(read.rejected.map(({ reason }) => reason)).toEqual(['the resource cannot be decoded']);
  });

  test('a scope or resource that cannot be read refuses its spans alone', () => {
    const [group] = exportOf([{}]).resourceSpans;
    const read = readJson({ resourceSpans: [{ ...group, resource: { attributes: 'x' } }, group] });
    expect([read.spans.length, read.rejected.length]).toEqual([1, 1]);
  });
});

describe('a body', () => {
  test.each<[OtlpEncoding, string]>([
    ['json', 'nonsense'],
    ['json', '[]'],
    ['json', '{"resourceSpans":{}}'],
    ['json', '{"resourceSpans":[{"scopeSpans":[{"spans":{}}]}]}'],
    ['json', '{"resourceSpans":["x"]}'],
    ['protobuf', '{"resourceSpans":[]}'],
  ])('of %s that is no export is refused: %s', (encoding, body) => {
    const name = encoding === 'json' ? 'JSON' : 'Protobuf';
    expect(() => decodeTraces(Buffer.from(body), encoding)).toThrow(
      expect.objectContaining({ code: 'invalid', message: `Failed to parse OTel ${name} Trace` }),
    );
  });

  test.each<[OtlpEncoding, string]>([
    ['json', ''],
    ['json', '{}'],
    ['json', '{"resourceSpans":[{}]}'],
    ['protobuf', ''],
  ])('of %s may be empty: %j', (encoding, body) => {
    expect(readSpans(decodeTraces(Buffer.from(body), encoding), receivedUs)).toEqual({ spans: [], rejected: [] });
  });

  test('mutated at random is refused or read, and nothing else', () => {
    const [json, binary] = [
      Buffer.from(JSON.stringify(exportOf([{ attributes: { a: ['x', 1], 'gen_ai.prompt.0.role': 'user' } }]))),
      protobufOf(spanBytes({ name: 'n', attributes: [{ key: 'a', value: nested(3) }] })),
    ];
    const mutation = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(mutation, fc.constantFrom<OtlpEncoding>('json', 'protobuf'), (changes, encoding) => {
        const body = Buffer.from(encoding === 'json' ? json : binary);
        for (const [at, byte] of changes) body[at % body.length] = byte;
        try {
          readSpans(decodeTraces(body, encoding), receivedUs);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid' });
        }
      }),
      { numRuns: 3000, seed: 20_261_120 },
    );
  });
});

describe('the answer', () => {
  const rejected = Array.from({ length: 7 }, (_, at) => ({ spanId: `s${at}`, reason: 'bad' }));

  test('is empty when all was taken', () => {
    expect(encodeTraceResponse([], 'protobuf')).toHaveLength(0);
    expect(Buffer.from(encodeTraceResponse([], 'json')).toString()).toBe('{}');
  });

  test('says how many were refused and why', () => {
    const answer = JSON.parse(Buffer.from(encodeTraceResponse(rejected, 'json')).toString()) as Record<string, object>;
    expect(answer['partialSuccess']).toEqual({
      rejectedSpans: '7',
      errorMessage: '7 span(s) were refused: s0: bad; s1: bad; s2: bad; s3: bad; s4: bad and 2 more',
    });
    expect(encodeTraceResponse(rejected, 'protobuf')[0]).toBe(0x0a);
    expect(JSON.parse(Buffer.from(encodeRpcStatus('no', 'json')).toString())).toEqual({ message: 'no', error: 'no' });
    expect(Buffer.from(encodeRpcStatus('no', 'protobuf'))).toEqual(Buffer.from([0x12, 2, 0x6e, 0x6f]));
  });
});

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left >>>= 7) bytes.push((left & 127) | 128);
  return Buffer.from([...bytes, left]);
}
