import { changeProjectState, listDueProjects, lockDueProject } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import { insertPurge } from '../store/project-purges.sql.ts';
import { restoreForLostRights } from '../restore-for-lost-rights.ts';
import { auditPurge } from './audit-purge.ts';

/**
 * Begins the removal of every project whose grace is over, oldest first. One that cannot be begun is passed over and
 * never stands before the others, however short the pages are.
 */
export async function startDuePurges(engines: Engines, limit: number): Promise<{ started: number; failed: number }> {
  const failed: string[] = [];
  let started = 0;
  for (;;) {
    const due = await listDueProjects(engines.db, { limit, except: failed });
    if (due.length === 0) return { started, failed: failed.length };
    for (const projectId of due) {
      try {
        if (await restoreForLostRights(engines, projectId)) continue;
        if (await startPurge(engines, projectId)) started += 1;
        else failed.push(projectId);
      } catch (error) {
        failed.push(projectId);
        engines.log.error({ err: error, projectId }, 'the removal of a project could not be begun');
      }
    }
  }
}

/** True when this call began it. The row is locked and looked at again: what was restored meanwhile is left alone. */
export function startPurge(engines: Engines, projectId: string): Promise<boolean> {
  return engines.db.transaction().execute(async (db) => {
    const project = await lockDueProject(db, projectId);
    if (!project) return false;
    const { organizationId, epoch, deletion } = project;
    const change = { projectId, from: ['PENDING_DELETION'], expectedEpoch: epoch, to: 'PURGING' } as const;
    if (!(await changeProjectState(db, change))) return false;
    await insertPurge(db, {
      projectId,
      organizationId,
      deletionId: deletion?.id ?? null,
      requestedBy: deletion?.requestedBy ?? null,
      requestedAt: deletion?.deletedAt ?? null,
      purgeAfter: deletion?.purgeAfter ?? null,
    });
    await auditPurge(engines, db, { organizationId, projectId, action: 'project.purge_started' });
    return true;
  });
}
