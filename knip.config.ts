/** What is dead: files, exports and dependencies that nothing reaches from these entries. Nothing dead is let be. */
import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  // A shape in the signature of an export belongs to the export, also where nobody names it yet.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // `@import 'package'` in a style sheet uses the package.
  compilers: { css: (text) => [...text.matchAll(/(?<=@)import\s+'[^']+'/g)].join('\n') },
  // Programs of the machine, used by tests where they are.
  ignoreBinaries: ['redis-server', 'redis-cli'],
  workspaces: {
    '.': {
      entry: ['scripts/*.{mjs,ts}'],
      project: ['*.ts', 'scripts/**/*.{css,js,mjs,ts}'],
    },
    'packages/contract': { entry: ['src/**/*.test.ts'], project: ['src/**/*.{css,ts}'], includeEntryExports: true },
    'packages/embedded-clickhouse': { entry: ['src/**/*.test.ts'], project: ['src/**/*.{css,ts}'] },
    'packages/server': { entry: ['src/**/*.test.ts'], project: ['src/**/*.{css,ts}'] },
    'packages/web': { entry: ['src/**/*.test.{ts,tsx}'], project: ['src/**/*.{ts,tsx,css}'] },
    tests: { entry: ['**/*.test.ts', '*/main.ts'], project: ['**/*.{css,ts}'] },
  },
};

export default config;
