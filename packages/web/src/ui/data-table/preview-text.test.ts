import { expect, test } from 'vitest';
import { previewText } from './preview-text.ts';

test('JSON reads as words', () => {
  expect(previewText('{"message":"One pole: \\"snapped\\", sadly","turn":2}')).toBe(
    'One pole: "snapped", sadly, turn: 2',
  );
  expect(previewText('["a","b",{"c":null}]')).toBe('a, b, c: null');
});

test('a field that is not words alone keeps its name', () => {
  expect(previewText('{"vendor":"Lindqvist","total":12.5}')).toBe('vendor: Lindqvist, total: 12.5');
});

test('messages read as their speaker and what was said', () => {
  expect(previewText('[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}]')).toBe(
    'system: Be brief., user: Hi',
  );
});

test('a payload that was cut anywhere still reads', () => {
  expect(previewText('{"question":"Find three fest')).toBe('Find three fest');
  expect(previewText('{"question":"line\\')).toBe('line');
  expect(previewText('{"question":"caf\\u00e9 \\n now')).toBe('café now');
});

test('text that is not JSON stays as it is, on one line', () => {
  expect(previewText('There is\n\n a "tear" {here}')).toBe('There is a "tear" {here}');
});
