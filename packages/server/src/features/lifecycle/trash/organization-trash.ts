import { z } from 'zod';
import { CursorPage } from '@tidemark/contract/paging';
import type { Page } from '@tidemark/contract/paging';
import { listDeletionsOf } from '#features/deletions';
import type { DeletionView } from '#features/deletions';
import { listReadableProjects, mayInProject } from '#features/projects';
import type { ProjectRow } from '#features/projects';
import type { OrganizationCtx } from '#kernel/ctx';
import { read } from '#kernel/verb';

export interface OrganizationTrashRow extends DeletionView {
  projectName: string;
}

/**
 * What was deleted in the projects of an organization and can still come back, newest first: of those projects where the
 * person sees the trash. Whole projects that are being deleted are listed by themselves.
 */
export const organizationTrash = read({
  input: z.object({ ...CursorPage.shape }),
  permission: 'organizationTrash:read',
  async run(ctx, { cursor, limit }): Promise<Page<OrganizationTrashRow>> {
    const names = new Map((await projectsInSight(ctx)).map(({ id, name }) => [id, name]));
    const page = await listDeletionsOf(ctx, { projectIds: [...names.keys()], only: 'trash', cursor, limit });
    return { ...page, rows: page.rows.map((row) => ({ ...row, projectName: names.get(row.projectId) ?? '' })) };
  },
});

/** A role in a project counts there, also when it is lower than the one in the organization. */
async function projectsInSight({ db, actor, organizationId }: OrganizationCtx): Promise<ProjectRow[]> {
  const projects = await listReadableProjects(db, organizationId);
  const sees = ({ id }: ProjectRow) => mayInProject(db, { userId: actor.id, projectId: id }, 'trash:read');
  const seen = await Promise.all(projects.map(sees));
  return projects.filter((_project, at) => seen[at]);
}
