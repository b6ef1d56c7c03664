/**
 * The walls, computed from architecture.ts. Traps of the linter: of several overrides that match a file the last one
 * replaces the others for the same rule, so every list below is complete; and its patterns have no look-around, so
 * exceptions are written with `!`. Each wall is tried by a planted violation in
 * packages/server/src/app/architecture.test.ts.
 */
import { defineConfig } from 'oxlint';
import { ENGINE_PACKAGES, FEATURE_USES, PACKAGE_USES, SERVER_LAYERS, WEB_LAYERS } from './architecture.ts';

interface Pattern {
  group: string[];
  message: string;
  allowTypeImports?: boolean;
}

const SERVER = 'packages/server/src';
const WEB = 'packages/web/src';

const restrict = (patterns: readonly Pattern[]): Record<'no-restricted-imports', ['error', object]> => ({
  'no-restricted-imports': ['error', { patterns: [...patterns], paths: [envByImport] }],
});
const envByImport = { name: 'node:process', importNames: ['env'], message: 'Only config/ reads the environment.' };

/** Everything under the names but what is allowed; `allowed` holds names (`#domain`) or single things (`#domain/errors`). */
function only(who: string, names: readonly string[], allowed: readonly string[]): Pattern {
  const below = (name: string) => [name, `${name}/**`];
  return {
    group: [...names.flatMap(below), ...allowed.flatMap(below).map((name) => `!${name}`)],
    message: `${who} may import ${allowed.join(', ') || 'none of these'} (architecture.ts).`,
  };
}

/** A file that lies in the folder itself may not go up; one in a folder of it may go up once, which stays inside. */
const sideways: Pattern = { group: ['../**', '!../ui/*.css'], message: 'Leave the folder by a # name.' };
const upwards: Pattern = { group: ['../../**'], message: 'Leave the folder by a # name, not by ../..' };

function wall(folder: string, patterns: readonly Pattern[], inTests = patterns) {
  return [
    { files: [`${folder}/*`], rules: restrict([sideways, ...patterns]) },
    { files: [`${folder}/*/**`], rules: restrict([upwards, ...patterns]) },
    { files: [`${folder}/*.test.{ts,tsx}`], rules: restrict([sideways, ...inTests]) },
    { files: [`${folder}/*/**/*.test.{ts,tsx}`], rules: restrict([upwards, ...inTests]) },
  ];
}

const serverNames = ['#app', '#features', '#kernel', '#domain', '#platform', '#config'];
const noServer: Pattern = { group: ['@tidemark/server/**'], message: 'Inside the server use # names.' };
const testingOnly: Pattern = {
  group: ['@tidemark/server/*', '!@tidemark/server/testing', '!@tidemark/server/testing-*'],
  message: 'Tests take real engines from @tidemark/server/testing and everything else by # names.',
};
const noEngines: Pattern = {
  group: [...ENGINE_PACKAGES],
  message: 'Engines are passed, never imported: use ctx, or a mechanism of #platform.',
  allowTypeImports: true,
};
const pure: Pattern = { group: ['node:*'], message: 'The domain is pure: no input, no output.' };

function serverWall(folder: string, allowed: readonly string[], more: readonly Pattern[]) {
  const layer = only(folder, serverNames, allowed);
  const inTests = more.filter((pattern) => pattern !== noEngines);
  return wall(`${SERVER}/${folder}`, [layer, noServer, ...more], [layer, testingOnly, ...inTests]);
}

function featureWall(name: string, uses: readonly string[]) {
  const layers = SERVER_LAYERS.features.filter((layer) => layer !== '#features');
  return serverWall(`features/${name}`, [...layers, ...uses.map((used) => `#features/${used}`)], [noEngines]);
}

const webNames = ['#app', '#features', '#ui', '#lib'];
const typesOfServer: Pattern = {
  group: ['@tidemark/server/**'],
  message: 'The web app takes types of the server, never code.',
  allowTypeImports: true,
};
const browser: Pattern = { group: ['node:*', '@tidemark/embedded-clickhouse'], message: 'This runs in a browser.' };

const webWall = (folder: string, allowed: readonly string[]) =>
  wall(`${WEB}/${folder}`, [only(`web ${folder}`, webNames, allowed), typesOfServer, browser]);

function packageWall(name: string, uses: readonly string[], more: readonly Pattern[] = []) {
  const others = Object.keys(PACKAGE_USES).filter((other) => other !== name);
  const [names, allowed] = [others, uses].map((list) => list.map((other) => `@tidemark/${other}`));
  return wall(`packages/${name}/src`, [only(`package ${name}`, names ?? [], allowed ?? []), ...more]);
}

const off = <const Rule extends string>(files: string[], ...rules: Rule[]) => ({
  files,
  rules: Object.fromEntries(rules.map((rule) => [rule, 'off' as const])),
});

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'node', 'react', 'vitest'],
  jsPlugins: ['./scripts/lint/tidemark-plugin.js'],
  categories: { correctness: 'error' },
  ignorePatterns: ['**/dist/**', '**/*.gen.ts', '**/*.gen.tsx', '.tsbuild/**', 'data/**'],
  rules: {
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'import/no-cycle': ['error', { ignoreTypes: true }],
    'import/no-default-export': 'error',
    'no-console': 'error',
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'Ask the clock for the time.' },
      { object: 'Math', property: 'random', message: 'Ask the clock for randomness, so that a seed replays it.' },
    ],
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
    'node/no-process-env': 'error',
    'tidemark/ambient-time': 'error',
    'tidemark/telling-names': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
    // Methods of our interfaces are closures; they never ask for `this`.
    'typescript/unbound-method': 'off',
    'typescript/no-base-to-string': 'off',
    // Code points are what we mean, and a copy is made where what is walked changes on the way.
    'typescript/no-misused-spread': 'off',
    'unicorn/no-useless-spread': 'off',
    // Rules for React's compiler, which we do not use.
    'react/incompatible-library': 'off',
    'react/refs': 'off',
    'react/set-state-in-effect': 'off',
    'react/static-components': 'off',
    'react/use-memo': 'off',
    'no-control-regex': 'off',
    'vitest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect', 'expect*', 'fc.assert', 'assert*', 'until', 'waitUntil', 'vi.waitFor'] },
    ],
    'vitest/no-conditional-expect': 'off',
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'vitest/no-disabled-tests': 'error',
    'vitest/no-focused-tests': 'error',
    'vitest/no-restricted-vi-methods': ['error', { mock: 'No module mocks: pass what the code needs.' }],
  },
  overrides: [
    ...packageWall('contract', PACKAGE_USES.contract, [pure]),
    ...packageWall('embedded-clickhouse', PACKAGE_USES['embedded-clickhouse']),
    ...serverWall('app', SERVER_LAYERS.app, []),
    ...serverWall('kernel', SERVER_LAYERS.kernel, [noEngines]),
    ...serverWall('domain', SERVER_LAYERS.domain, [noEngines, pure]),
    ...serverWall('platform', SERVER_LAYERS.platform, []),
    ...serverWall('config', SERVER_LAYERS.config, [noEngines]),
    ...serverWall('features/*', [], [noEngines]),
    ...Object.entries(FEATURE_USES).flatMap(([name, uses]) => featureWall(name, uses)),
    ...webWall('app', WEB_LAYERS.app),
    ...webWall('features/*', WEB_LAYERS.features),
    ...webWall('ui', WEB_LAYERS.ui),
    ...webWall('lib', WEB_LAYERS.lib),
    off(
      [
        `${SERVER}/platform/clock/**`,
        `${WEB}/lib/clock.ts`,
        // Supervises a process in real time, and no clock reaches it.
        'packages/embedded-clickhouse/**',
        'tests/**',
        'scripts/**',
        '**/*.test.ts',
        '**/*.test.tsx',
      ],
      'no-restricted-properties',
      'tidemark/ambient-time',
    ),
    off([`${SERVER}/config/**`, 'tests/**', 'scripts/**', '**/*.config.ts'], 'node/no-process-env'),
    off(['scripts/**', '.ci/**', 'tests/**'], 'no-console'),
    // Their tools ask for a default export.
    off(
      ['**/*.config.ts', '**/*.d.ts', 'scripts/lint/**', `${SERVER}/app/testing-setup.ts`],
      'import/no-default-export',
    ),
  ],
});
