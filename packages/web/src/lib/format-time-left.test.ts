import { expect, test } from 'vitest';
import { formatTimeLeft } from './format-time-left.ts';

test('time left is said in the unit that a person would use, and never more than there is', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  const left = (ms: number) => formatTimeLeft(new Date(now + ms).toISOString(), now);
  const HOUR = 3_600_000;
  expect(left(7 * 24 * HOUR)).toBe('7 days left');
  expect(left(7 * 24 * HOUR - 1)).toBe('6 days left');
  expect(left(48 * HOUR)).toBe('2 days left');
  expect(left(48 * HOUR - 1)).toBe('47 hours left');
  expect(left(HOUR)).toBe('1 hour left');
  expect(left(HOUR - 1)).toBe('less than an hour left');
  expect(left(0)).toBe('due now');
  expect(left(-HOUR)).toBe('due now');
});
