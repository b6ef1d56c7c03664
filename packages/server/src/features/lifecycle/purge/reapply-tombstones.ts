import { changeProjectState, findAnyProject, findTombstone } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import { insertPurge } from '../store/project-purges.sql.ts';
import { auditPurge } from './audit-purge.ts';
import { listKeptTombstones } from './blob-tombstone.ts';

/**
 * Before a process takes requests: a project that was removed and is there again came with a restore of the database from
 * a backup. Its keys open nothing from here on, and it is removed once more, with a certificate of its own.
 */
export async function reapplyTombstones(engines: Engines): Promise<number> {
  let again = 0;
  for (const projectId of await listKeptTombstones(engines)) {
    if (await findTombstone(engines.db, projectId)) continue;
    if (await removeAgain(engines, projectId)) again += 1;
  }
  if (again > 0)
    engines.log.error({ again }, 'projects that were purged had come back with a backup; they are removed again');
  return again;
}

function removeAgain(engines: Engines, projectId: string): Promise<boolean> {
  return engines.db.transaction().execute(async (db) => {
    const project = await findAnyProject(db, projectId);
    if (!project) return false;
    const { organizationId, status } = project;
    if (status === 'ACTIVE' || status === 'DISABLED')
      await changeProjectState(db, { projectId, from: [status], to: 'PENDING_DELETION' });
    if (!(await changeProjectState(db, { projectId, from: ['PENDING_DELETION'], to: 'PURGING' }))) return false;
    await insertPurge(db, {
      projectId,
      organizationId,
      deletionId: project.deletion?.id ?? null,
      requestedBy: null,
      requestedAt: null,
      purgeAfter: null,
    });
    await auditPurge(engines, db, { organizationId, projectId, action: 'project.purge_repeated' });
    return true;
  });
}
