import { changeProjectState, findProjectState, PROJECT_FENCE } from '#features/projects';
import type { ProjectStatus } from '#features/projects';
import { AppError } from '#domain/errors';
import { countUnsettled, engineNowUs, projectTables } from '#platform/clickhouse/count-project-rows';
import { failpoint } from '#platform/failpoint/failpoint';
import type { Db } from '#platform/postgres/db';
import { savePurge } from '../store/project-purges.sql.ts';
import type { PurgeStep } from '../store/project-purges.sql.ts';
import { auditPurge } from './audit-purge.ts';
import { checkErased } from './check-erased.ts';
import type { Erased } from './check-erased.ts';
import { countContents } from './count-contents.ts';
import { leaseLost } from './purge-lease.ts';
import { removeAll } from './remove-all.ts';
import type { PurgeProgress, Purging } from './purging.ts';
import { sealPurge } from './seal-purge.ts';

const FENCE_MS = 60_000;
const ROUNDS = 3;
/** Replaced parts leave the disk within seconds where we configure the engine; elsewhere it may take minutes. */
const SETTLE_MS = 20_000;
const LOOK_AGAIN_MS = 250;

/**
 * Brings the purge as far as it goes, from the step that it was left at. Every step may be done any number of times;
 * what is done is written down under the lease, so that a worker that lost it changes nothing. `settling` means that
 * nothing is left to do but wait.
 */
export async function purgeProject(purging: Purging): Promise<'purged' | 'settling'> {
  const { engines, features, lease } = purging;
  const { projectId } = lease.held;
  const progress = lease.row.progress as PurgeProgress;
  let step = lease.row.step as PurgeStep;
  const save = async (next: PurgeStep) => {
    if (!(await savePurge(engines.db, lease.held, { step: next, progress: { ...progress } }))) throw leaseLost();
    step = next;
  };
  await enter(purging, 'PURGING', ['PURGE_BLOCKED'], 'project.purge_resumed');
  await failpoint('P1');
  if (step === 'fence') {
    await engines.barrier.raise(PROJECT_FENCE, projectId, FENCE_MS);
    await save('count');
  }
  if (step === 'count') {
    progress.before = await countContents(engines, features, projectId);
    await failpoint('P2');
    await save('remove');
  }
  const removal = { engines, features, projectId, stillMine: lease.stillMine };
  if (step === 'remove') {
    await removeAll(removal);
    await failpoint('P5');
    // What was on its way into a store while the first sweep went over it.
    await removeAll(removal);
    progress.removedUs = await engineNowUs(engines.ch);
    await save('verify');
  }
  await enter(purging, 'VERIFYING', ['PURGING'], 'project.purge_verifying');
  for (let round = 1; ; round += 1) {
    const erased = await settled(purging, progress.removedUs ?? 0);
    await failpoint('P6');
    if (erased.left === 0 && erased.settling > 0) return 'settling';
    if (erased.left === 0) {
      await sealPurge({ ...purging, progress, checks: erased.checks });
      return 'purged';
    }
    if (round > ROUNDS) throw new AppError('unavailable', `Not removed yet: ${namesOf(erased)}`);
    await removeAll(removal);
    progress.removedUs = await engineNowUs(engines.ch);
    await save('verify');
  }
}

/** What is left, once replaced parts had a while to leave the disk. */
async function settled({ engines, features, lease }: Purging, removedUs: number): Promise<Erased> {
  const { clock, ch } = engines;
  const { projectId } = lease.held;
  const tables = await projectTables(ch);
  const untilMs = clock.nowMs() + SETTLE_MS;
  for (;;) {
    const { mutations, supersededParts } = await countUnsettled(ch, { tables, projectId, beforeUs: removedUs });
    if (mutations + supersededParts === 0 || clock.nowMs() > untilMs) break;
    await lease.stillMine();
    await clock.sleep(LOOK_AGAIN_MS);
  }
  return checkErased(engines, features, { projectId, removedUs });
}

function namesOf({ checks }: Erased): string {
  return checks
    .filter(({ found }) => found > 0)
    .map(({ question, found }) => `${found} × ${question}`)
    .join('; ')
    .slice(0, 800);
}

/** Into the state if the project is in one of those before it; nothing when it is there already, or further. */
async function enter(
  { engines, lease }: Purging,
  to: ProjectStatus,
  from: readonly ProjectStatus[],
  action: string,
): Promise<void> {
  const { projectId } = lease.held;
  const state = await findProjectState(engines.db, projectId);
  if (!state || !from.includes(state.status)) return;
  await engines.db.transaction().execute(async (db: Db) => {
    const changed = await changeProjectState(db, { projectId, from: [...from], expectedEpoch: state.epoch, to });
    if (changed) await auditPurge(engines, db, { organizationId: state.organizationId, projectId, action });
  });
}
