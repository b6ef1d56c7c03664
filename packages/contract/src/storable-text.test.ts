import { expect, test } from 'vitest';
import { isStorable, isStorableJson, storableText } from './storable-text.ts';

const REFUSED = ['\0', 'a\0b', '\u{d800}', 'a\u{dfff}', '\u{dfff}\u{d800}'];
const TAKEN = ['', 'Ёлка 🎄', '\\u0000', '\\\\u0000', '\\ud800', '\u{1f469}\u{200d}\u{1f680}', '\t\n', '\u{fffd}'];

test('NUL and lone surrogates are refused in a text and anywhere in a JSON value', () => {
  for (const text of REFUSED) {
    expect(isStorable(text)).toBe(false);
    expect(storableText().safeParse(text).success).toBe(false);
    for (const value of [text, [text], { a: { b: text } }, { [text]: 1 }, { a: `\\${text}` }])
      expect(isStorableJson(value), JSON.stringify(value)).toBe(false);
  }
});

test('every other text is taken, also one that only looks like an escape', () => {
  for (const text of TAKEN) {
    expect(isStorable(text)).toBe(true);
    for (const value of [text, [text], { a: text }, { [text]: 1 }])
      expect(isStorableJson(value), JSON.stringify(value)).toBe(true);
  }
  expect(isStorableJson(undefined)).toBe(true);
});
