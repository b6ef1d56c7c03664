import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('a cell that a spreadsheet would run as a formula is made text, and numbers stay numbers', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1'];
  for (const formula of formulas) expect(csvLine([formula]).replace(/^"/, '')).toMatch(/^'/);
  expect(csvLine([-1, 2.5, null, 'a=1'])).toBe('-1,2.5,,a=1\r\n');
});

test('quotes, commas and line breaks stay within their cell', () => {
  expect(csvLine(['a"b', 'c,d', 'e\nf', "=x'"])).toBe(`"a""b","c,d","e\nf",'=x'\r\n`);
});
