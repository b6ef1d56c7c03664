import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { selectTrashOfInstance } from '#features/deletions';
import { listProjectsOfInstance } from '#features/projects';
import { read } from '#kernel/verb';

export const PROJECTS = 'projects';

const Page = { skip: z.number().int().min(0).default(0), limit: z.number().int().min(0).max(200).default(50) };

/** Projects that are being deleted, and everything in the trash of the others, newest first. */
export const adminDeletedEntities = read({
  input: z.object({ entityType: storableText().max(100).nullish(), ...Page }),
  permission: 'instance:admin',
  async run(ctx, { entityType = null, skip, limit }) {
    const upTo = { skip: 0, limit: skip + limit };
    const none = { total: 0, rows: [] };
    const projects = entityType === null || entityType === PROJECTS ? await deletedProjects(ctx.db, upTo) : none;
    const others = entityType === PROJECTS ? none : await trash(ctx.db, { ...upTo, entityType });
    const all = [...projects.rows, ...others.rows].sort((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1));
    return { data: all.slice(skip, skip + limit), total: projects.total + others.total };
  },
});

type Db = Parameters<typeof selectTrashOfInstance>[0];

async function deletedProjects(db: Db, page: { skip: number; limit: number }) {
  const { projects, total } = await listProjectsOfInstance(db, { only: 'deleted', ...page });
  const rows = projects.map(({ id, name, organizationId, status, deletion }) => ({
    entityType: PROJECTS,
    id,
    name,
    organizationId,
    projectId: id,
    state: status as string,
    deletedAt: deletion?.deletedAt.toISOString() ?? '',
    deletedBy: deletion?.requestedBy ?? null,
    reason: deletion?.reason ?? '',
    purgeAfter: deletion?.purgeAfter?.toISOString() ?? null,
  }));
  return { rows, total };
}

async function trash(db: Db, page: { entityType: string | null; skip: number; limit: number }) {
  const { deletions, total } = await selectTrashOfInstance(db, page);
  const rows = deletions.map(({ entityName, requestedAt, requestedByName, purgeAfter, state, ...rest }) => ({
    ...rest,
    state: state as string,
    name: entityName,
    deletedAt: requestedAt.toISOString(),
    deletedBy: requestedByName,
    purgeAfter: purgeAfter?.toISOString() ?? null,
  }));
  return { rows, total };
}
