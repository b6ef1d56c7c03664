import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { serverWith } from '../kills/put-bug-back.ts';
import type { DELETION_BUGS } from './bugs.ts';

const ROOT = new URL('../../..', import.meta.url).pathname;

/** Only what is asked for here; whether a test that was not found counts as failed is not left to an exit code. */
const Report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

export interface FoundBug {
  /** What became of the test. */
  status: string;
  /** The first thing that it complained of. */
  why: string;
}

/** Runs the one test on a copy of the source that has the bug, or on a copy that has none. */
export async function findDeletionBug(
  bug: (typeof DELETION_BUGS)[keyof typeof DELETION_BUGS],
  { without = false }: { without?: boolean } = {},
): Promise<FoundBug> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-bug-'));
  try {
    const server = await serverWith(without ? { ...bug, changes: [] } : bug, folder, { withTests: true });
    const root = join(server, '../..');
    for (const name of ['vitest.config.ts', 'tsconfig.base.json', 'package.json'])
      await cp(join(ROOT, name), join(root, name));
    // Without the references to packages that are not in the copy.
    await writeFile(join(server, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.base.json' }));
    const report = join(folder, 'report.json');
    await runTests(root, ['--project', 'engine', '--reporter', 'json', '--outputFile', report, ...named(bug.test)]);
    const { testResults } = Report.parse(JSON.parse(await readFile(report, 'utf8')));
    const ran = testResults.flatMap(({ assertionResults }) => assertionResults);
    const found = ran.find(({ title }) => title.startsWith(bug.test.name));
    if (!found) throw new Error(`There is no test "${bug.test.name}" any more`);
    return { status: found.status, why: (found.failureMessages[0] ?? '').split('\n')[0] ?? '' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const named = ({ file, name }: { file: string; name: string }) => [`packages/server/src/${file}`, '-t', name];

async function runTests(root: string, args: readonly string[]): Promise<void> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', '--root', root, ...args], { stdio: 'ignore' });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
