import { describe, expect, it } from 'vitest';
import { ExactNumber, parseJson } from './parse-json.ts';
import { previewJson, printJson } from './print-json.tsx';

describe('parseJson', () => {
  it('keeps the digits of numbers that JavaScript cannot hold', () => {
    const value = parseJson('{"id": 12345678901234567890, "pi": 3.14159265358979323846, "huge": 1e999, "small": 7}');
    expect(value).toEqual({
      id: new ExactNumber('12345678901234567890'),
      pi: new ExactNumber('3.14159265358979323846'),
      huge: new ExactNumber('1e999'),
      small: 7,
    });
  });

  it('leaves numbers that lose nothing as numbers', () => {
    expect(parseJson('[1234567890123456, 0.1, 1e3, "1234567890123456789"]')).toEqual([
      1234567890123456,
      0.1,
      1000,
      '1234567890123456789',
    ]);
  });

  it('says undefined for text that is not JSON', () => {
    expect(parseJson('{"a": ')).toBeUndefined();
    expect(parseJson('hello')).toBeUndefined();
  });

  it('does not let a key named __proto__ reach a prototype', () => {
    const value = parseJson('{"__proto__": {"polluted": true}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
  });
});

describe('printJson', () => {
  it('writes long numbers as they were sent, and everything else like JSON.stringify', () => {
    const text = '{\n  "big": 12345678901234567890,\n  "list": [\n    1,\n    {}\n  ],\n  "none": null\n}';
    expect(printJson(parseJson(text) ?? null)).toBe(text);
  });
});

describe('previewJson', () => {
  it('shows the first fields of a branch in one line', () => {
    expect(previewJson({ role: 'user', parts: [1, 2], meta: {} })).toBe('{role: "user", parts: [2], meta: {…}}');
  });

  it('stops when the room is used up', () => {
    expect(
      previewJson(
        Array.from({ length: 100 }, (_, index) => index),
        12,
      ),
    ).toMatch(/^\[0, 1, 2.*…\]$/);
  });
});
