import { changeProjectState } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { postponePurge } from '../store/project-purges.sql.ts';
import { auditPurge } from './audit-purge.ts';
import { BLOCKED_AFTER } from './blocked-purges.ts';
import { takePurge } from './purge-lease.ts';
import type { PurgeLease } from './purge-lease.ts';
import { purgeProject } from './purge-project.ts';

export type PurgeOutcome = 'purged' | 'settling' | 'failed' | 'taken';

const SETTLING_AGAIN_MS = 15_000;
const FIRST_BACKOFF_MS = 30_000;
const MAX_BACKOFF_MS = 3_600_000;

/** Works on one purge for as long as it gets on. Never rejects: what failed is written down and comes again later. */
export async function workPurge(
  engines: Engines,
  features: readonly Feature[],
  projectId: string,
): Promise<PurgeOutcome> {
  const startedMs = performance.now();
  const tell = (outcome: 'purged' | 'settling' | 'failed') =>
    engines.telemetry.observe('tidemark_purge_seconds', { outcome }, (performance.now() - startedMs) / 1000);
  try {
    await using lease = await takePurge(engines, projectId);
    if (!lease) return 'taken';
    engines.log.info({ projectId, step: lease.row.step }, 'purge of a project goes on');
    try {
      const outcome = await purgeProject({ engines, features, lease });
      if (outcome === 'settling')
        await postponePurge(engines.db, lease.held, { afterMs: SETTLING_AGAIN_MS, error: null });
      engines.log.info({ projectId, outcome, before: lease.row.progress }, 'purge of a project');
      tell(outcome);
      return outcome;
    } catch (error) {
      tell('failed');
      await giveUpForNow(engines, lease, error);
      return 'failed';
    }
  } catch (error) {
    // Its lease runs out, and the next worker goes on where this one was.
    engines.log.error({ err: error, projectId }, 'a purge was left where it was');
    return 'failed';
  }
}

async function giveUpForNow(engines: Engines, lease: PurgeLease, error: unknown): Promise<void> {
  const { projectId } = lease.held;
  const attempts = lease.row.attempts + 1;
  const afterMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
  const reason = error instanceof Error ? error.message : String(error);
  const isBlocked = attempts >= BLOCKED_AFTER;
  const text = isBlocked ? 'A PURGE IS BLOCKED and needs a person' : 'a purge failed and comes again';
  engines.log.error({ err: error, projectId, attempts, step: lease.row.step, afterMs }, text);
  await engines.db.transaction().execute(async (db) => {
    if (!(await postponePurge(db, lease.held, { afterMs, error: reason }))) return;
    if (!isBlocked) return;
    const change = { projectId, from: ['PURGING', 'VERIFYING'], to: 'PURGE_BLOCKED' } as const;
    if (!(await changeProjectState(db, change))) return;
    const organizationId = lease.row.organization_id;
    const details = { attempts, reason: reason.slice(0, 500) };
    await auditPurge(engines, db, { organizationId, projectId, action: 'project.purge_blocked', details });
  });
}
