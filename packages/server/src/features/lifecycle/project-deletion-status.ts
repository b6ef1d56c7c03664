import { z } from 'zod';
import { listPeople } from '#features/accounts';
import { findAnyProject, listProjectsInDeletion, mayInProject } from '#features/projects';
import type { ProjectRow } from '#features/projects';
import { AppError } from '#domain/errors';
import { read } from '#kernel/verb';
import type { Db } from '#platform/postgres/db';

/** Where the deletion of one project is, for those who may take it back. */
export const projectDeletionStatus = read({
  input: z.object({}).default({}),
  permission: 'project:restore',
  async run(ctx) {
    const project = await findAnyProject(ctx.db, ctx.projectId);
    if (!project) throw new AppError('not_found', 'There is no such project');
    const [view] = await viewsOf(ctx.db, [project]);
    return { ...view, restorable: project.status === 'PENDING_DELETION' };
  },
});

/** Projects of the organization that are being deleted, for those who may take that back; nobody else sees them. */
export const listPendingProjects = read({
  input: z.object({}).default({}),
  permission: 'organization:read',
  async run(ctx) {
    const { db, organizationId, actor } = ctx;
    const projects = await listProjectsInDeletion(db, organizationId);
    const visible: ProjectRow[] = [];
    for (const project of projects) {
      const key = { userId: actor.id, projectId: project.id };
      if (actor.kind !== 'user' || (await mayInProject(db, key, 'project:restore'))) visible.push(project);
    }
    const views = await viewsOf(db, visible);
    return views.map((view) => ({ ...view, mayRestore: view.state === 'PENDING_DELETION' }));
  },
});

async function viewsOf(db: Db, projects: readonly ProjectRow[]) {
  const people = await listPeople(
    db,
    projects.flatMap(({ deletion }) => deletion?.requestedBy ?? []),
  );
  return projects.map(({ id, name, status, deletion }) => ({
    id,
    name,
    state: status,
    /** ISO times. */
    requestedAt: deletion?.deletedAt.toISOString() ?? null,
    purgeAfter: deletion?.purgeAfter?.toISOString() ?? null,
    requestedBy: (deletion?.requestedBy && people.get(deletion.requestedBy)?.email) || null,
    reason: deletion?.reason ?? null,
  }));
}
