import { expect, test } from 'vitest';
import { singleLine } from './single-line.ts';

test('a line loses the spaces around it, keeps every script and is bounded after that', () => {
  const name = singleLine({ min: 2, max: 8 });
  expect(name.parse('  Ёлка 🎄 ')).toBe('Ёлка 🎄');
  for (const bad of ['', ' a ', '123456789']) expect(name.safeParse(bad).success).toBe(false);
});

test('control characters are refused', () => {
  const name = singleLine({ min: 1, max: 20 });
  for (const bad of ['a\u0000b', 'a\nb', 'a\u001b[31mb', 'a\u007fb']) expect(name.safeParse(bad).success).toBe(false);
});

test('halves of surrogate pairs are refused: the audit log is JSON, and its database refuses them', () => {
  const name = singleLine({ min: 1, max: 20 });
  for (const bad of ['a\u{d800}', '\u{dfff}b']) expect(name.safeParse(bad).success).toBe(false);
});
