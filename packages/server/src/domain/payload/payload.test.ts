import { describe, expect, test } from 'vitest';
import { TextWriter } from './text.ts';
import { clampTime, EARLIEST_US, parseIsoMicros } from './times.ts';

describe('text', () => {
  test('stays as it is, byte for byte, when it is well formed', () => {
    const writer = new TextWriter();
    expect(writer.payload('a "quoted" 😀 \\u0000 text')).toBe('a "quoted" 😀 \\u0000 text');
    expect(writer.payload({ a: [1, '😀', '\\u0000'] })).toBe('{"a":[1,"😀","\\\\u0000"]}');
    expect(writer.payload('')).toBe('');
    expect(writer.payload(0)).toBe('0');
    expect(writer.payload(null)).toBeNull();
    expect(writer.repaired).toBe(false);
  });

  test.each([
    ['a\0b', 'a\uFFFDb'],
    ['\ud800x', '\uFFFDx'],
    [{ k: ['\0'] }, '{"k":["\uFFFD"]}'],
    [{ 'k\udfff': 1 }, '{"k\uFFFD":1}'],
  ])('is repaired and said to be: %j', (value, stored) => {
    const writer = new TextWriter();
    expect(writer.payload(value)).toBe(stored);
    expect(writer.repaired).toBe(true);
  });
});

describe('times', () => {
  test.each([
    ['2026-11-20T01:02:03.123456Z', '2026-11-20T01:02:03.123Z', 456],
    ['2026-11-20T01:02:03.1234567+02:00', '2026-11-19T23:02:03.123Z', 456],
    ['2026-11-20T01:02:03Z', '2026-11-20T01:02:03.000Z', 0],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.500Z', 0],
  ])('%s is exact to the microsecond', (text, iso, rest) => {
    expect(parseIsoMicros(text)).toBe(Date.parse(iso) * 1000 + rest);
  });

  test('unreadable text is null', () => {
    expect(parseIsoMicros('soon')).toBeNull();
  });

  test.each([
    [-1, EARLIEST_US, true],
    [EARLIEST_US, EARLIEST_US, false],
    [EARLIEST_US + 86_400_000_002, EARLIEST_US + 86_400_000_001, true],
    [Number.NaN, EARLIEST_US + 1, true],
  ])('%d lies in the range afterwards', (us, expected, clamped) => {
    expect(clampTime(us, EARLIEST_US + 1)).toEqual({ us: expected, clamped });
  });
});
