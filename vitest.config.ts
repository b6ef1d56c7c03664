import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

const ENGINE_TESTS = ['packages/*/src/**/*.engine.test.ts', 'tests/**/*.engine.test.ts'];

const LONGEST_FIRST = [/tests\/faults\//, /tests\//, /purge/, /engine\.test/];

/** Of several that work side by side none should begin a long file when the others are through. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => LONGEST_FIRST.findIndex((path) => path.test(moduleId)) >>> 0;
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** `unit` needs nothing; `engine` shares one PostgreSQL and one ClickHouse engine per run; `system` starts whole products. */
export default defineConfig({
  test: {
    // Files wait more than they compute: for commits, for what an engine does in the background, for a process to come up.
    maxWorkers: Math.min(availableParallelism() + 1, 6),
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
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
          // They share the tables of one trace store: a file that writes without end keeps another one's purge from settling.
          fileParallelism: false,
          globalSetup: ['packages/server/src/app/testing-setup.ts'],
          provide: {
            purgeKills: process.env['PURGE_KILLS'] ?? 'some',
            exportKills: process.env['EXPORT_KILLS'] ?? 'some',
            fuzzRuns: Number(process.env['FUZZ_RUNS'] ?? 20),
            azureUrl: process.env['TEST_AZURE_URL'] ?? '',
            exportRuns: process.env['EXPORT_RUNS'] ?? 'some',
          },
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
