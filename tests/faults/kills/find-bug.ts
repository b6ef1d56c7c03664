import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverWith } from './put-bug-back.ts';
import type { Bug } from './put-bug-back.ts';
import { runKills } from './run-kills.ts';
import type { KillResult } from './run-kills.ts';

/** A kill may fall where a bug does no harm, so there are three rounds of them, or as many as it takes to find it. */
export async function findBug(bug: Bug, how: { seed: number; say(line: string): void }): Promise<KillResult> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-bug-'));
  try {
    return await runKills({
      ...how,
      rounds: [bug.points, bug.points, bug.points],
      untilMs: Infinity,
      sites: 1,
      fullRequests: 8,
      engineAwayMs: bug.engineAwayMs,
      server: await serverWith(bug, folder),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
