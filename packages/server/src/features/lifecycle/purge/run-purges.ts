import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { selectOpenPurges } from '../store/project-purges.sql.ts';
import { startDuePurges } from './start-purge.ts';
import { workPurge } from './work-purge.ts';
import type { PurgeOutcome } from './work-purge.ts';

export interface PurgeRun {
  started: number;
  outcomes: Record<PurgeOutcome, number>;
}

/** One round: begins what is due, then works on everything that is open, a few at once. One that fails stops no other. */
export async function runPurges(
  engines: Engines,
  features: readonly Feature[],
  limits: { listLimit: number; concurrency: number },
): Promise<PurgeRun> {
  const { started } = await startDuePurges(engines, limits.listLimit);
  const outcomes: PurgeRun['outcomes'] = { purged: 0, settling: 0, failed: 0, taken: 0 };
  const open = await selectOpenPurges(engines.db, limits.listLimit);
  const work = async () => {
    for (let projectId = open.shift(); projectId !== undefined; projectId = open.shift())
      outcomes[await workPurge(engines, features, projectId)] += 1;
  };
  await Promise.all(Array.from({ length: limits.concurrency }, work));
  if (started > 0 || outcomes.purged > 0 || outcomes.failed > 0)
    engines.log.info({ started, ...outcomes }, 'a round of purges ended');
  return { started, outcomes };
}
