import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUGS } from './kills/bugs.ts';
import { findBug } from './kills/find-bug.ts';
import { serverWith } from './kills/put-bug-back.ts';

test.each(Object.entries(BUGS))(
  'I06: the kills find %s when it is put back',
  { timeout: 600_000 },
  async (name, bug) => {
    const result = await findBug(bug, { seed: 6, say: () => undefined });
    process.stdout.write(
      `${name} (${bug.what}): ${result.missing} of ${result.checked} events missing after ${result.seconds} s\n`,
    );
    expect(result.missing).toBeGreaterThan(0);
  },
);

test('a bug that does not fit the source any more is an error, not a run without it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-bug-'));
  await expect(serverWith({ ...BUGS.L5, changes: [['this is nowhere', '']] }, folder)).rejects.toThrow('exactly once');
  await rm(folder, { recursive: true, force: true });
});
