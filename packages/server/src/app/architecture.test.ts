import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const SERVER = 'packages/server/src';
const WEB = 'packages/web/src';

/** Every wall of the architecture, each with a file that breaks it and the rule that has to say so. */
const VIOLATIONS: [wall: string, file: string, source: string, rule: string][] = [
  [
    'the platform knows no feature',
    `${SERVER}/platform/log/planted-feature.ts`,
    `export { models } from '#features/models';`,
    'no-restricted-imports',
  ],
  [
    'the platform knows no feature, also at run time',
    `${SERVER}/platform/log/planted-import.ts`,
    `export const late = () => import('#features/models');`,
    'no-restricted-imports',
  ],
  [
    'the platform knows no kernel',
    `${SERVER}/platform/log/planted-kernel.ts`,
    `export type { Engines } from '#kernel/ctx';`,
    'no-restricted-imports',
  ],
  [
    'the platform knows only the errors of the domain',
    `${SERVER}/platform/log/planted-domain.ts`,
    `export { ROLES } from '#domain/permissions';`,
    'no-restricted-imports',
  ],
  [
    'the platform does not leave by ../..',
    `${SERVER}/platform/log/planted-up.ts`,
    `export { ROLES } from '../../domain/permissions.ts';`,
    'no-restricted-imports',
  ],
  [
    'the kernel knows no feature',
    `${SERVER}/kernel/planted-feature.ts`,
    `export { models } from '#features/models';`,
    'no-restricted-imports',
  ],
  [
    'the kernel does not leave sideways',
    `${SERVER}/kernel/planted-sideways.ts`,
    `export { models } from '../features/models/index.ts';`,
    'no-restricted-imports',
  ],
  [
    'the domain does no input or output',
    `${SERVER}/domain/planted-io.ts`,
    `export { readFileSync } from 'node:fs';`,
    'no-restricted-imports',
  ],
  [
    'the domain knows no platform',
    `${SERVER}/domain/planted-platform.ts`,
    `export { systemClock } from '#platform/clock/clock';`,
    'no-restricted-imports',
  ],
  [
    'a feature uses another only along an edge',
    `${SERVER}/features/models/planted-edge.ts`,
    `export { prompts } from '#features/prompts';`,
    'no-restricted-imports',
  ],
  [
    'a feature uses another only along an edge, also at run time',
    `${SERVER}/features/models/planted-import.ts`,
    `export const late = () => import('#features/prompts');`,
    'no-restricted-imports',
  ],
  [
    'a feature does not reach into another by a path',
    `${SERVER}/features/models/planted-path.ts`,
    `export { prompts } from '../prompts/index.ts';`,
    'no-restricted-imports',
  ],
  [
    'a folder of a feature does not reach into another by a path',
    `${SERVER}/features/models/store/planted-path.ts`,
    `export { prompts } from '../../prompts/index.ts';`,
    'no-restricted-imports',
  ],
  [
    'a feature that has no line in architecture.ts may use nothing',
    `${SERVER}/features/planted/planted.ts`,
    `export { models } from '#features/models';`,
    'no-restricted-imports',
  ],
  [
    'a test of a feature keeps to the edges',
    `${SERVER}/features/models/planted-edge.test.ts`,
    `export { prompts } from '#features/prompts';`,
    'no-restricted-imports',
  ],
  [
    'a feature reads no settings',
    `${SERVER}/features/models/planted-config.ts`,
    `export type { Config } from '#config';`,
    'no-restricted-imports',
  ],
  [
    'a feature runs no engine',
    `${SERVER}/features/models/planted-engine.ts`,
    `export { Pool } from 'pg';`,
    'no-restricted-imports',
  ],
  [
    'the server is not its own guest',
    `${SERVER}/features/models/planted-self.ts`,
    `export { testEngines } from '@tidemark/server/testing';`,
    'no-restricted-imports',
  ],
  [
    'the web app runs no server code',
    `${WEB}/lib/planted-server.ts`,
    `export { appRouter } from '@tidemark/server/router';`,
    'no-restricted-imports',
  ],
  [
    'the design system knows no feature',
    `${WEB}/ui/planted-feature.ts`,
    `export { x } from '#features/traces';`,
    'no-restricted-imports',
  ],
  [
    'features of the web app do not know each other',
    `${WEB}/features/traces/planted-feature.ts`,
    `export { x } from '#features/sessions';`,
    'no-restricted-imports',
  ],
  [
    'the contract runs anywhere',
    'packages/contract/src/planted-io.ts',
    `export { join } from 'node:path';`,
    'no-restricted-imports',
  ],
  [
    'the contract knows no other package',
    'packages/contract/src/planted-server.ts',
    `export type { AppRouter } from '@tidemark/server/router';`,
    'no-restricted-imports',
  ],
  [
    'the engine package knows nothing of the product',
    'packages/embedded-clickhouse/src/planted-contract.ts',
    `export { ProjectId } from '@tidemark/contract/ids';`,
    'no-restricted-imports',
  ],
  [
    'only config reads the environment',
    `${SERVER}/features/models/planted-env.ts`,
    `export const secret = process.env['SECRET_KEY'];`,
    'no-process-env',
  ],
  [
    'only config reads the environment, also by import',
    `${SERVER}/platform/log/planted-env.ts`,
    `export { env } from 'node:process';`,
    'no-restricted-imports',
  ],
  [
    'the time comes from the clock',
    `${SERVER}/features/models/planted-now.ts`,
    `export const now = () => Date.now();`,
    'no-restricted-properties',
  ],
  [
    'the date comes from the clock',
    `${SERVER}/features/models/planted-date.ts`,
    `export const now = () => new Date();`,
    'ambient-time',
  ],
  [
    'randomness comes from the clock',
    `${SERVER}/domain/planted-random.ts`,
    `export const dice = () => Math.random();`,
    'no-restricted-properties',
  ],
  ['exports have names', `${SERVER}/features/models/planted-default.ts`, `export default 1;`, 'no-default-export'],
  ['files say what they hold', `${SERVER}/features/models/model-utils.ts`, `export const x = 1;`, 'telling-names'],
  ['there is no any', `${SERVER}/features/models/planted-any.ts`, `export const x: any = 1;`, 'no-explicit-any'],
  [
    'nothing is written to the console',
    `${SERVER}/features/models/planted-console.ts`,
    `export const say = () => console.log('x');`,
    'no-console',
  ],
  [
    'no test is left out',
    `${SERVER}/features/models/planted-skip.test.ts`,
    `import { test } from 'vitest';\ntest.skip('x', () => undefined);`,
    'no-disabled-tests',
  ],
  [
    'no module is mocked',
    `${SERVER}/features/models/planted-mock.test.ts`,
    `import { vi } from 'vitest';\nvi.mock('./index.ts');`,
    'no-restricted-vi-methods',
  ],
  [
    'no promise floats',
    `${SERVER}/features/models/planted-floating.ts`,
    `export const go = async () => 1;\nexport function start() {\n  go();\n}`,
    'no-floating-promises',
  ],
  [
    'modules form no cycle',
    `${SERVER}/kernel/planted-one.ts`,
    `import { two } from './planted-two.ts';\nexport const one = () => two;`,
    'no-cycle',
  ],
];

/** What each place may do: a wall that stops everything is as wrong as one that stops nothing. */
const FINE: [file: string, source: string][] = [
  [
    `${SERVER}/platform/log/planted-fine.ts`,
    `export { AppError } from '#domain/errors';\nexport { systemClock } from '../clock/clock.ts';`,
  ],
  [
    `${SERVER}/features/models/planted-fine.ts`,
    `export { openProject } from '#features/projects';\nexport type { Engines } from '#kernel/ctx';\nexport const at = (ms: number) => new Date(ms);`,
  ],
  [`${SERVER}/features/models/store/planted-fine.ts`, `export { models } from '../index.ts';`],
  [
    `${SERVER}/features/models/planted-fine.engine.test.ts`,
    `export { testEngines } from '@tidemark/server/testing';\nexport { Pool } from 'pg';`,
  ],
  [
    `${SERVER}/app/planted-fine.ts`,
    `export { models } from '#features/models';\nexport type { Config } from '#config';`,
  ],
  [`${WEB}/lib/planted-fine.ts`, `export type { AppRouter } from '@tidemark/server/router';`],
  [`${WEB}/app/planted-fine.ts`, `export { x } from '#features/traces';\nexport { Button } from '#ui/button';`],
];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'tidemark-walls-'));
  for (const entry of [
    'architecture.ts',
    'oxlint.config.ts',
    'knip.config.ts',
    'vitest.config.ts',
    'package.json',
    'tsconfig.base.json',
    'scripts/lint',
  ])
    cpSync(join(ROOT, entry), join(copy, entry), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'packages')))
    for (const entry of ['package.json', 'tsconfig.json'])
      cpSync(join(ROOT, 'packages', name, entry), join(copy, 'packages', name, entry));
  cpSync(join(ROOT, SERVER), join(copy, SERVER), { recursive: true });
  for (const path of globSync('{node_modules,packages/*/node_modules}', { cwd: ROOT }))
    symlinkSync(join(ROOT, path), join(copy, path));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function plant(file: string, source: string) {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), `${source}\n`);
}

/** The output of a tool of the repository, run in the copy; tools answer with an exit code when they find something. */
function run(tool: string, ...args: string[]): Promise<string> {
  const program = tool === 'node' ? [] : [join(ROOT, 'node_modules/.bin', tool)];
  return new Promise((resolve) => {
    const options = { cwd: copy, maxBuffer: 64 * 2 ** 20 };
    execFile(process.execPath, [...program, ...args], options, (_, stdout, stderr) => resolve(stdout || stderr));
  });
}

describe('the linter', () => {
  let found: { code: string; filename: string }[];
  beforeAll(async () => {
    for (const [, file, source] of VIOLATIONS) plant(file, source);
    for (const [file, source] of FINE) plant(file, source);
    plant(
      `${SERVER}/kernel/planted-two.ts`,
      `import { one } from './planted-one.ts';\nexport const two = (): unknown => one;`,
    );
    ({ diagnostics: found } = JSON.parse(await run('oxlint', '--type-aware', '-f', 'json', 'packages')) as {
      diagnostics: typeof found;
    });
  });
  const rulesFor = (file: string) => found.filter(({ filename }) => filename === file).map(({ code }) => code);

  test.each(VIOLATIONS)('reports when not: %s', (_wall, file, _source, rule) => {
    expect(rulesFor(file)).toContainEqual(expect.stringContaining(`(${rule})`));
  });

  test.each(FINE)('allows %s', (file) => {
    expect(rulesFor(file)).toEqual([]);
  });
});

describe('resolution', () => {
  const inPackage = (name: string, specifier: string) =>
    run('node', '--input-type=module', '-e', `process.chdir('packages/${name}'); await import('${specifier}')`);

  test('the compiler knows nothing inside a feature but its face', async () => {
    plant(`${SERVER}/features/models/planted-deep.ts`, `export * from '#features/prompts/store/prompts.sql';`);
    const project = {
      extends: './tsconfig.json',
      compilerOptions: { composite: false, emitDeclarationOnly: false, noEmit: true },
    };
    const files = ['src/features/models/planted-deep.ts', 'src/features/models/planted-fine.ts'];
    writeFileSync(
      join(copy, 'packages/server/tsconfig.planted.json'),
      JSON.stringify({ ...project, include: [], files, references: [] }),
    );
    const output = await run('tsc', '-p', 'packages/server/tsconfig.planted.json');
    expect(output).toContain(
      "planted-deep.ts(1,15): error TS2307: Cannot find module '#features/prompts/store/prompts.sql'",
    );
    expect(output).not.toContain('planted-fine.ts');
  });

  test('Node knows nothing of the server in the web app', async () => {
    expect(await inPackage('web', '@tidemark/server/router')).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
    expect(await inPackage('web', '@tidemark/contract/ids')).toBe('');
  });
});

describe('the search for dead code', () => {
  test('finds a file, an export and a dependency that nothing uses', async () => {
    plant(`${SERVER}/platform/log/planted-dead.ts`, 'export const dead = 1;');
    appendFileSync(join(copy, SERVER, 'platform/clock/clock.ts'), 'export const plantedDead = 1;\n');
    const manifest = join(copy, 'packages/server/package.json');
    const declared = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: Record<string, string> };
    writeFileSync(
      manifest,
      JSON.stringify({ ...declared, dependencies: { ...declared.dependencies, 'planted-dead': '1.0.0' } }),
    );
    const output = await run('knip', '--workspace', 'packages/server', '--no-progress');
    expect(output).toMatch(/platform\/log\/planted-dead\.ts/);
    expect(output).toMatch(/plantedDead\s+packages\/server\/src\/platform\/clock\/clock\.ts/);
    expect(output).toMatch(/planted-dead\s+packages\/server\/package\.json/);
    expect(output).not.toMatch(/systemClock/);
  });
});
