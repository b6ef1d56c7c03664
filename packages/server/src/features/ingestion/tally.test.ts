import { expect, test } from 'vitest';
import { adviceOn } from './refusal-advice.ts';
import { acceptedOf, differenceOf, tallyOfRefusedRequest, tallyOfRequest, totalsOf } from './tally.ts';

test('a mixed request counts what it accepted and each refusal under its reason', () => {
  const tally = tallyOfRequest('otlp', 3, ['too long', 'too long', 'no id']);
  expect(tally).toEqual({ 'received:otlp': 6, 'refused:too long': 2, 'refused:no id': 1 });
  expect(acceptedOf(tally)).toBe(3);
});

test.each([
  ['unreadable', null],
  ['read, all good', tallyOfRequest('batch', 4, [])],
  ['read, mixed', tallyOfRequest('otlp', 4, ['no id'])],
  ['read, all bad', tallyOfRequest('otlp', 0, ['no id', 'no id'])],
  ['read, empty', tallyOfRequest('batch', 0, [])],
])('a request refused as a whole (%s) is refused as much as it was received', (_name, read) => {
  const { received, refused } = totalsOf(tallyOfRefusedRequest(read, 'request unavailable'));
  expect(refused).toBe(received);
  expect(received).toBe(Math.max(1, read ? totalsOf(read).received : 1));
});

test('a difference added to what was before gives what is after', () => {
  const before = { 'received:otlp': 5, 'dead-lettered:score': 2, 'stored:': 3 };
  const after = { 'received:otlp': 5, 'stored:': 5 };
  expect(differenceOf(after, before)).toEqual({ 'dead-lettered:score': -2, 'stored:': 2 });
});

test('every reason has advice, and a known one its own', () => {
  expect(adviceOn('request too_large')).toContain('smaller batches');
  expect(adviceOn('spanId is missing or not 8 bytes other than zero')).toContain('16');
  expect(adviceOn('something new')).toContain('Compare');
});
