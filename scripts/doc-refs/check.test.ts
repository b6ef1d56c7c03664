import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkDocRefs } from './check.ts';

function inTree(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'tidemark-docs-'));
  for (const [path, text] of Object.entries({ 'package.json': '{"scripts":{"verify":"x"}}', ...files })) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const dead = checkDocRefs(root).map(({ file, line, ref }) => `${file}:${line} ${ref}`);
  rmSync(root, { recursive: true });
  return dead;
}

test('a path in a code span that does not exist is reported with its line', () => {
  const text = 'The map.\n`packages/a.ts` and `packages/b.ts`\n';
  expect(inTree({ 'docs/map.md': text, 'packages/a.ts': '' })).toEqual(['docs/map.md:2 packages/b.ts']);
});

test('links are followed from where they stand, without their anchors, and other sites are left alone', () => {
  const text = '[a](../README.md#top) [b](lost.md) [c](https://example.com/x.md) [d](#here)';
  expect(inTree({ 'docs/map.md': text, 'README.md': '' })).toEqual(['docs/map.md:1 docs/lost.md']);
});

test('braces name several files', () => {
  expect(inTree({ 'A.md': '`packages/{a,b}.ts`', 'packages/a.ts': '' })).toEqual(['A.md:1 packages/b.ts']);
});

test('a document named in code has to exist, and so does a command named in a document', () => {
  const files = { 'packages/a.ts': '// see docs/adr/0001-lost.md', 'A.md': 'npm run verify, npm run verfy' };
  expect(inTree(files)).toEqual(['packages/a.ts:1 docs/adr/0001-lost.md', 'A.md:1 verfy']);
});

test('patterns and places that depend on the reader are no references', () => {
  expect(inTree({ 'A.md': '`packages/<name>/x.ts` `packages/**` `data/x` `docs/adr/NNNN…`' })).toEqual([]);
});
