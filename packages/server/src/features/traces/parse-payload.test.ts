import { expect, test } from 'vitest';
import { parseEntries, parsePayload } from './parse-payload.ts';

test('structured payloads come back as values, other text as it is', () => {
  expect(parsePayload('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] });
  expect(parsePayload('what is the weather?')).toBe('what is the weather?');
  expect(parsePayload('{"broken"')).toBe('{"broken"');
  expect(parsePayload('')).toBe('');
  expect(parsePayload(null)).toBeNull();
});

test('a number with more digits than a double keeps is left as text', () => {
  expect(parsePayload('{"id":12345678901234567890,"n":1.5,"m":1234567890123456}')).toEqual({
    id: '12345678901234567890',
    n: 1.5,
    m: 1_234_567_890_123_456,
  });
  expect(parsePayload('12345678901234567890')).toBe('12345678901234567890');
});

test('keys that name the prototype are only keys', () => {
  const parsed = parseEntries(JSON.parse('{"__proto__":"{\\"a\\":1}","x":"1"}') as Record<string, string>);
  expect(Object.keys(parsed)).toEqual(['__proto__', 'x']);
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
});
