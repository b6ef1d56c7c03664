import { describe, expect, test } from 'vitest';
import { formatBytes, formatCost, formatCount, formatDuration, formatPercent, formatTokens } from './format.ts';
import { formatRelativeTime } from './format-time.ts';

describe('formatDuration', () => {
  test.each([
    [null, '–'],
    [0, '0 ms'],
    [0.25, '0.25 ms'],
    [7, '7 ms'],
    [812.4, '812 ms'],
    [999.6, '1.00 s'],
    [12_400, '12.4 s'],
    [59_960, '1 m 00 s'],
    [185_000, '3 m 05 s'],
    [3_599_900, '1 h 00 m'],
    [7_440_000, '2 h 04 m'],
    [90_000_000, '1 d 01 h'],
    [-500, '-500 ms'],
  ])('%s ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('formatCost keeps four significant digits and never rounds something to nothing', () => {
  test.each([
    [undefined, '–'],
    [0, '$0'],
    [0.5, '$0.50'],
    [0.0312, '$0.0312'],
    [0.000123456, '$0.0001235'],
    [12.3456, '$12.35'],
    [123.456, '$123.46'],
    [1204.4, '$1,204'],
    [1e-12, '<$0.000000001'],
    [-2, '-$2.00'],
  ])('%s is %s', (usd, text) => expect(formatCost(usd)).toBe(text));
});

describe('counts', () => {
  test.each([
    [340, '340'],
    [1200, '1.2k'],
    [999_499, '999k'],
    [999_500, '1M'],
    [3_410_000, '3.41M'],
    [0.5, '0.5'],
  ])('%s is %s', (count, text) => expect(formatCount(count)).toBe(text));
  test('tokens name both directions', () => {
    expect(formatTokens(1200, 340)).toBe('1.2k → 340');
    expect(formatTokens(5, null)).toBe('5 → 0');
    expect(formatTokens(null, undefined)).toBe('–');
  });
  test('percent and bytes', () => {
    expect([0, 0.0004, 0.0042, 0.5, 1].map(formatPercent)).toEqual(['0%', '<0.1%', '0.4%', '50%', '100%']);
    expect([0, 999, 1200, 10_000_000, 5e12].map(formatBytes)).toEqual(['0 B', '999 B', '1.2 kB', '10 MB', '5000 GB']);
  });
});

describe('formatRelativeTime', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  test.each([
    [1, 'just now'],
    [12, '12 s ago'],
    [300, '5 min ago'],
    [3 * 3600, '3 h ago'],
    [2 * 86_400, '2 d ago'],
    [-120, 'in 2 min'],
  ])('%s s before now is %s', (seconds, text) => expect(formatRelativeTime(now - seconds * 1000, now)).toBe(text));
  test('an unreadable time is absent', () => expect(formatRelativeTime('soon', now)).toBe('–'));
});
