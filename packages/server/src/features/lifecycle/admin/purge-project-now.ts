import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { forgetKeysOfProject } from '#features/api-keys';
import { endGrace } from '#features/projects';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { refuseHeld } from '../check-deletion.ts';
import { markProject } from '../mark-project.ts';
import { getAnyProject, scopeOfProject } from './admin-project-view.ts';
import { confirmBySecond } from './second-admin.ts';

/** Immediate erasure: no days of grace, but two admins. The removal itself is the same, with the same proof. */
export const adminPurgeProject = write({
  input: z.object({ id: storableText().min(1).max(100), reason: storableText().trim().min(1).max(1000) }),
  permission: 'instance:admin',
  async run(ctx, { id, reason }) {
    const project = await getAnyProject(ctx, id);
    const { organizationId, status } = project;
    if (!['ACTIVE', 'DISABLED', 'PENDING_DELETION'].includes(status))
      throw new AppError('conflict', 'The removal of the project has begun already');
    const scope = scopeOfProject(ctx, project);
    await refuseHeld(scope, project);
    const confirmation = await confirmBySecond(ctx, { action: 'purge-project', target: id, reason });
    const asked = { id, organizationId };
    if (confirmation.by === 'one')
      return {
        ...asked,
        status: 'waiting for a second admin' as const,
        expiresAt: confirmation.expiresAt,
        first: null,
      };
    if (status !== 'PENDING_DELETION') await markProject(scope, project, { reason, byOperator: true });
    if (!(await endGrace(ctx.db, id))) throw new AppError('conflict', 'The project has changed meanwhile');
    return { ...asked, status: 'due' as const, expiresAt: null, first: confirmation.first };
  },
  committed: (ctx, { id }) => forgetKeysOfProject(ctx, id),
  audit: ({ reason }, { id, organizationId, status, first }) => ({
    action: status === 'due' ? 'project.purge_ordered' : 'project.purge_asked',
    entityType: 'project',
    entityId: id,
    projectId: id,
    organizationId,
    details: { reason, ...(first === null ? {} : { askedFirstBy: first }) },
  }),
});
