import { mutation, query, router } from '#kernel/trpc';
import { createProject } from './create-project.ts';
import { getProject } from './get-project.ts';
import { listProjects } from './list-projects.ts';
import { me } from './me.ts';
import { listProjectMembers, setProjectRole } from './project-members.ts';
import { setProtection } from './set-protection.ts';
import { updateProject } from './update-project.ts';

export const projectsRouter = router({
  list: query(listProjects),
  get: query(getProject),
  create: mutation(createProject),
  update: mutation(updateProject),
  protection: mutation(setProtection),
  members: router({ list: query(listProjectMembers), setRole: mutation(setProjectRole) }),
});

/** Goes beside the procedures of accounts, which knows nothing of organizations. */
export const meProcedure = query(me);
