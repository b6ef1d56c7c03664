import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SKIPPED = /(^|\/)(node_modules|\.git|\.tsbuild|dist|data|tests|web)(\/|$)/;

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'tidemark-new-'));
  cpSync(ROOT, copy, { recursive: true, filter: (path) => !SKIPPED.test(path.slice(ROOT.length)) });
  for (const path of globSync('{node_modules,packages/{contract,embedded-clickhouse,server}/node_modules}', {
    cwd: ROOT,
  }))
    symlinkSync(join(ROOT, path), join(copy, path));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: copy }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
    );
  });
}
const read = (path: string) => readFileSync(join(copy, path), 'utf8');
const tool = (name: string) => join(ROOT, 'node_modules/.bin', name);

test('a name that is no plural noun in kebab-case is refused, and nothing is written', async () => {
  for (const name of ['SavedViews', 'saved_views', '../views', 'view', 'traces']) {
    const { code, output } = await run('scripts/new.ts', 'feature', name);
    expect({ name, code }).toEqual({ name, code: 1 });
    expect(output).toMatch(/plural noun|exists/);
  }
});

test('a new feature is entered everywhere, compiles, and passes format and lint', { timeout: 180_000 }, async () => {
  const { code, output } = await run('scripts/new.ts', 'feature', 'saved-views');
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(read('architecture.ts')).toContain("'saved-views': ['projects'],");
  expect(read('docs/glossary.md')).toContain('| saved view |');
  expect(read('packages/server/src/app/features.ts')).toMatch(/ {2}savedViews,\n\];/);
  expect(read('packages/server/src/app/router.ts')).toContain('savedViews: savedViewsRouter,');

  await addTypes();
  const folder = 'packages/server/src/features/saved-views';
  expect((await run(tool('oxfmt'), '--check', folder, 'architecture.ts', 'packages/server/src/app')).output).toContain(
    'correct format',
  );
  expect((await run(tool('oxlint'), folder)).output).toContain('Found 0 warnings and 0 errors');
  writeFileSync(
    join(copy, folder, 'planted.ts'),
    'export const planted: number = "a text, so that a check of nothing is noticed";\n',
  );
  const { output: types } = await run(
    tool('tsc'),
    '-p',
    'packages/server',
    '--noEmit',
    '--emitDeclarationOnly',
    'false',
  );
  expect(types.split('\n').filter((line) => /saved-views|savedViews|saved_views/.test(line))).toEqual([
    expect.stringContaining('planted.ts(1,14)'),
  ]);
});

/** What `npm run generate` would add for the new table; generating itself is tested by its own check. */
async function addTypes() {
  const path = 'packages/server/src/platform/postgres/schema.gen.ts';
  const table =
    'export interface SavedViews { id: string; project_id: string; name: string; created_at: Generated<Timestamp> }\n';
  const text = read(path).replace('export interface DB {', `${table}export interface DB {\n  saved_views: SavedViews;`);
  writeFileSync(join(copy, path), text);
}
