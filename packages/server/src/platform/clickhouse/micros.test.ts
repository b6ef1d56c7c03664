import { expect, test } from 'vitest';
import { dateTimeText, isoMillisOfMicros, isoOfMicros, monthOf, parseMicros } from './micros.ts';

test('a time keeps its microseconds through text and back', () => {
  const micros = 1_763_629_200_123_456;
  expect(isoOfMicros(micros)).toBe('2025-11-20T09:00:00.123456Z');
  expect(parseMicros(isoOfMicros(micros))).toBe(micros);
  expect(dateTimeText(micros)).toBe('2025-11-20 09:00:00.123456');
  expect(isoMillisOfMicros(micros)).toBe('2025-11-20T09:00:00.123Z');
  expect(monthOf(micros)).toBe('202511');
});

test('times before 1970 keep their fraction', () => {
  expect(isoOfMicros(-1)).toBe('1969-12-31T23:59:59.999999Z');
});

test('the text of any second is the one that the language gives', () => {
  for (const day of [-719_162, -1, 0, 20_412, 47_482])
    for (const second of [0, 59, 60, 3599, 3600, 43_200, 86_399]) {
      const ms = (day * 86_400 + second) * 1000;
      expect(isoMillisOfMicros(ms * 1000)).toBe(new Date(ms).toISOString());
      expect(monthOf(ms * 1000)).toBe(new Date(ms).toISOString().slice(0, 7).replace('-', ''));
    }
});

test('offsets, missing fractions and plain dates are understood, other text is not', () => {
  expect(parseMicros('2025-11-20T10:00:00+01:00')).toBe(1_763_629_200_000_000);
  expect(parseMicros('2025-11-20T09:00:00.1Z')).toBe(1_763_629_200_100_000);
  expect(parseMicros('2025-11-20T09:00:00')).toBe(1_763_629_200_000_000);
  expect(parseMicros('2025-11-20')).toBe(1_763_596_800_000_000);
  for (const text of ['', 'yesterday', '2025-13-45T00:00:00Z', '1763629200']) expect(parseMicros(text)).toBeNull();
});
