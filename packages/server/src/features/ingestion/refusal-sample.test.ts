import { describe, expect, it } from 'vitest';
import { SAMPLE_BYTES, sampleOfBytes, sampleOfValue } from './refusal-sample.ts';

describe('a sample of a value', () => {
  it.each([{ id: 'a', list: [1, 'two', null, true, { deep: [] }], ключ: 'значение' }, [], 'text', 5, null])(
    'is its JSON while that is short: %j',
    (value) => {
      expect(sampleOfValue(value)).toBe(JSON.stringify(value));
    },
  );

  it('shows bytes in hex and long numbers in digits', () => {
    const id = new Uint8Array([1, 171]);
    const long = { low: 5, high: 0, unsigned: true, toString: () => '5' };
    expect(sampleOfValue({ id, long, big: 7n })).toBe('{"id":"01ab","long":"5","big":"7"}');
  });

  it.each([
    ['a text of 10 MB', { input: 'ы'.repeat(10_000_000) }],
    ['a name of 10 MB', { ['n'.repeat(10_000_000)]: 1 }],
    ['a million items', Array.from({ length: 1_000_000 }, (_, n) => n)],
    ['a million names', Object.fromEntries(Array.from({ length: 1_000_000 }, (_, n) => [`k${n}`, n]))],
    ['ten megabytes of bytes', { id: new Uint8Array(10_000_000) }],
  ])('is the start of %s', (_, value) => {
    const sample = sampleOfValue(value);
    expect(Buffer.byteLength(sample)).toBeLessThanOrEqual(SAMPLE_BYTES);
    expect(Buffer.byteLength(sample)).toBeGreaterThan(SAMPLE_BYTES - 8);
  });

  it('is made without reading the rest', () => {
    let reads = 0;
    const get = (list: readonly number[], key: string | symbol) => ((reads += 1), Reflect.get(list, key) as unknown);
    sampleOfValue(
      new Proxy(
        Array.from({ length: 1_000_000 }, (_, n) => n),
        { get },
      ),
    );
    expect(reads).toBeLessThan(3 * SAMPLE_BYTES);
  });

  it('can be stored: it has neither NUL nor halves of pairs', () => {
    const sample = sampleOfValue({ a: '\u{d800}', b: 'x\0' }) + sampleOfValue('😀'.repeat(20_000));
    expect(sample.isWellFormed()).toBe(true);
    expect(sample).not.toContain('\0');
  });
});

describe('a sample of bytes', () => {
  it('is their start as text, or as base64 where they are none', () => {
    expect(sampleOfBytes(Buffer.from('{"batch": не JSON'))).toBe('{"batch": не JSON');
    expect(sampleOfBytes(Buffer.from([0x0a, 0xff, 0xfe, 0x00, 0x80]))).toBe('Cv/+AIA=');
    for (const bytes of [Buffer.alloc(10_000_000, 'ы'), Buffer.alloc(10_000_000, 0xff)])
      expect(Buffer.byteLength(sampleOfBytes(bytes))).toBeLessThanOrEqual(SAMPLE_BYTES);
  });
});
