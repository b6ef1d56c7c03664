import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ERROR_CODES } from '../../packages/server/src/domain/errors.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { errorsDoc } from './errors-doc.ts';
import { architectureMap } from './feature-table.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tidemark-generate-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('a file that was edited by hand, or is missing, is named, and checking writes nothing', () => {
  writeFileSync(join(root, 'a.md'), 'by hand');
  writeFileSync(join(root, 'b.md'), 'b');
  expect(bringUpToDate(root, { 'a.md': 'a', 'b.md': 'b', 'docs/c.md': 'c' }, 'check')).toEqual(['a.md', 'docs/c.md']);
  expect(readFileSync(join(root, 'a.md'), 'utf8')).toBe('by hand');
});

test('writing brings every file up to date, once', () => {
  const files = { 'a.md': 'a', 'docs/c.md': 'c' };
  expect(bringUpToDate(root, files, 'write')).toEqual(['a.md', 'docs/c.md']);
  expect(bringUpToDate(root, files, 'write')).toEqual([]);
});

test('the document of errors has a line for every code', () => {
  const doc = errorsDoc();
  for (const code of ERROR_CODES) expect(doc).toContain(`| \`${code}\` |`);
});

test('only what is between the marks of ARCHITECTURE.md is replaced, and lost marks are an error', () => {
  const map = readFileSync(join(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8');
  const emptied = map.replace(/(<!-- features: .*? -->)[\s\S]*(<!-- \/features -->)/, '$1$2');
  expect(architectureMap(emptied)).toBe(map);
  expect(() => architectureMap('# Architecture')).toThrow(/marks/);
});
