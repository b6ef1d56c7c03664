import { defineConfig } from 'vitest/config';

const ENGINE_TESTS = ['packages/*/src/**/*.engine.test.ts', 'tests/**/*.engine.test.ts'];

/** `unit` needs nothing; `engine` shares one PostgreSQL and one ClickHouse engine per run; `system` starts whole products. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A busy machine may take its time; what is waited for comes or does not.
    expect: { poll: { timeout: 20_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'packages/*/src/**/*.test.tsx', 'scripts/**/*.test.ts'],
          exclude: [...ENGINE_TESTS, '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ENGINE_TESTS,
          globalSetup: ['packages/server/src/app/testing-setup.ts'],
          provide: { purgeKills: process.env['PURGE_KILLS'] ?? 'some', azureUrl: process.env['TEST_AZURE_URL'] ?? '' },
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', ...ENGINE_TESTS, '**/node_modules/**'],
          globalSetup: ['tests/harness/tidemark-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/harness/tidemark-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
