import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { forgetKeysOfProject } from '#features/api-keys';
import { selectInstanceDeletion } from '#features/deletions';
import { AppError } from '#domain/errors';
import type { AccountCtx } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { write } from '#kernel/verb';
import { tellOfRestore } from '../notices.ts';
import { restore } from '../restore-project.ts';
import { restoreDeletion } from '../trash/restore-deletion.ts';
import { getAnyProject, scopeOfProject } from './admin-project-view.ts';
import { PROJECTS } from './deleted-entities.ts';

export const AdminEntity = z.object({
  entityType: storableText().min(1).max(100),
  /** Of the project, or of the operation that took the others. */
  id: storableText().min(1).max(100),
});

/** Brings back a project, or all that one operation in the trash of a project took. */
export const adminRestore = (features: readonly Feature[]) =>
  write({
    input: AdminEntity,
    permission: 'instance:admin',
    run: (ctx, { entityType, id }) =>
      entityType === PROJECTS ? restoreProject(ctx, id) : restoreOperation(ctx, features, { entityType, id }),
    committed: async (ctx, { entityType, id }) => {
      if (entityType === PROJECTS) await forgetKeysOfProject(ctx, id);
    },
    audit: ({ entityType, id }, { projectId, organizationId }) => ({
      action: entityType === PROJECTS ? 'project.restored' : 'admin.restored',
      entityType: entityType === PROJECTS ? 'project' : 'deletion',
      entityId: id,
      projectId,
      organizationId,
      details: { entityType, byOperator: true },
    }),
  });

export interface RestoredEntity {
  state: string;
  projectId: string;
  organizationId: string;
}

async function restoreProject(ctx: AccountCtx, id: string): Promise<RestoredEntity> {
  const project = await restore(ctx, await getAnyProject(ctx, id));
  await tellOfRestore(ctx, project, { by: 'An admin of the instance', keys: 'resumed' });
  return { state: project.status, projectId: id, organizationId: project.organizationId };
}

/** Telemetry is shown again by a worker, within seconds. */
async function restoreOperation(
  ctx: AccountCtx,
  features: readonly Feature[],
  of: { entityType: string; id: string },
): Promise<RestoredEntity> {
  const { projectId, organizationId } = await getOperation(ctx, of);
  const scope = scopeOfProject(ctx, await getAnyProject(ctx, projectId));
  await restoreDeletion(features)(scope, { deletionId: of.id });
  return { state: (await getOperation(ctx, of)).state, projectId, organizationId };
}

export async function getOperation({ db }: Pick<AccountCtx, 'db'>, of: { entityType: string; id: string }) {
  const deletion = await selectInstanceDeletion(db, of);
  if (!deletion) throw new AppError('not_found', `There is no such deletion of the type ${of.entityType}`);
  return deletion;
}
