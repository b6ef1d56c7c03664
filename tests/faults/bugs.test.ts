import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUGS } from './kills/bugs.ts';
import { findBug } from './kills/find-bug.ts';
import { serverWith } from './kills/put-bug-back.ts';

/** The quickest of them; `npm run faults -- --bugs` puts back all, which takes minutes. */
test('I06: the kills find L5, a commit mark before the rows, when it is put back', { timeout: 600_000 }, async () => {
  const result = await findBug(BUGS.L5, { seed: 6, say: () => undefined });
  process.stdout.write(`L5: ${result.missing} of ${result.checked} events missing after ${result.seconds} s\n`);
  expect(result.missing).toBeGreaterThan(0);
});

test('a bug that does not fit the source any more is an error, not a run without it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-bug-'));
  await expect(serverWith({ ...BUGS.L5, changes: [['this is nowhere', '']] }, folder)).rejects.toThrow('exactly once');
  await rm(folder, { recursive: true, force: true });
});
