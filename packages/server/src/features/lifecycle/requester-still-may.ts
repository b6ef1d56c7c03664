import { forgetKeysOfProject } from '#features/api-keys';
import { recordAudit } from '#features/audit-log';
import { findAnyProject, mayInProject } from '#features/projects';
import type { ProjectRow } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { tellOfRestore } from './notices.ts';
import { restore } from './restore-project.ts';

/**
 * Whether the person who asked for the deletion could still ask for it now. What was not asked by a person of the
 * organization (an operator, a program) stands.
 */
export async function requesterStillMay(db: Db, project: ProjectRow): Promise<boolean> {
  const userId = project.deletion?.requestedBy ?? null;
  return userId === null || mayInProject(db, { userId, projectId: project.id }, 'project:delete');
}

/** Gives the project back to its people because who asked to delete it has lost the right to. Does nothing twice. */
export async function restoreForLostRights(engines: Engines, projectId: string): Promise<void> {
  await engines.db.transaction().execute(async (db) => {
    const inside = { ...engines, db };
    const before = await findAnyProject(db, projectId);
    if (before?.status !== 'PENDING_DELETION') return;
    const project = await restore(inside, before);
    const { organizationId } = project;
    const actor = { kind: 'system' as const, id: 'system', name: 'system', may: () => true };
    await recordAudit(
      { db, clock: engines.clock, actor, organizationId, projectId },
      {
        action: 'project.restored',
        entityType: 'project',
        entityId: projectId,
        details: { deletionId: before.deletion?.id ?? null, why: 'who asked for the deletion may no longer do so' },
      },
    );
    const by = 'Tidemark, because the person who asked for it may no longer do so,';
    await tellOfRestore(inside, project, { by, keys: 'resumed' });
  });
  await forgetKeysOfProject(engines, projectId);
}
