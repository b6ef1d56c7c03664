import { forgetKeysOfProject } from '#features/api-keys';
import { recordAudit } from '#features/audit-log';
import { findAnyProject, mayInProject } from '#features/projects';
import type { ProjectRow } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { tellOfRestore } from './notices.ts';
import { restore } from './restore-project.ts';

const SYSTEM = { kind: 'system' as const, id: 'system', name: 'system', may: () => true };

/**
 * Gives the project back to its people when who asked to delete it has lost the right to: asked right before the
 * removal begins. True when it did. What was asked by an operator or a program stands.
 */
export async function restoreForLostRights(engines: Engines, projectId: string): Promise<boolean> {
  const restored = await engines.db.transaction().execute(async (db) => {
    const before = await findAnyProject(db, projectId);
    if (before?.status !== 'PENDING_DELETION' || (await requesterStillMay(db, before))) return false;
    const project = await restore({ db }, before);
    const { organizationId } = project;
    const details = { deletionId: before.deletion?.id ?? null, why: 'who asked for the deletion may no longer do so' };
    const entry = { action: 'project.restored', entityType: 'project', entityId: projectId, details };
    await recordAudit({ db, clock: engines.clock, actor: SYSTEM, organizationId, projectId }, entry);
    const by = 'Tidemark, because the person who had asked for it may no longer do so,';
    await tellOfRestore({ ...engines, db }, project, { by, keys: 'resumed' });
    return true;
  });
  if (restored) await forgetKeysOfProject(engines, projectId);
  return restored;
}

async function requesterStillMay(db: Db, { id, deletion }: ProjectRow): Promise<boolean> {
  const userId = deletion?.requestedBy ?? null;
  return userId === null || mayInProject(db, { userId, projectId: id }, 'project:delete');
}
