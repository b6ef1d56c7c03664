/**
 * Projects: what telemetry belongs to, and who may do what in it. The role that counts is the one given for the
 * project, even when it is lower, else the one in the organization; a role given here goes when the person leaves the
 * organization. A project that is being deleted is not found by anybody.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';
import { projectsRest } from './rest.ts';

export { createProject } from './create-project.ts';
export { ensureProject } from './ensure-project.ts';
export { openProject } from './open-project.ts';
export { updateProject } from './update-project.ts';
export { changeProjectState } from './change-project-state.ts';
export { listDueProjects, lockDueProject } from './due-projects.ts';
export { findAnyProject, listProjectsInDeletion, listReadableProjects } from './find-any-project.ts';
export { freeProjectName } from './free-project-name.ts';
export { findProjectState, mayInProject } from './project-access.ts';
export { listProjectAdmins } from './list-project-admins.ts';
export {
  countProjectStates,
  countTombstones,
  endGrace,
  listProjectsOfInstance,
  setLegalHold,
} from './look-after-projects.ts';
export { isProjectGone } from './is-project-gone.ts';
export { findRetention, listHeldProjects, listProjectsWithRetention, saveRetention } from './store/retention.sql.ts';
export type { ProjectRetention } from './store/retention.sql.ts';
export { PROJECT_FENCE } from './project-fence.ts';
export { findTombstone, insertTombstone, listTombstonesToCheck, saveTombstoneCheck } from './tombstones.ts';
export type { ProjectRow, ProjectStatus } from './store/projects.sql.ts';
export { meProcedure, projectsRouter } from './trpc.ts';

export const projects = feature({
  name: 'projects',
  owns: { postgres: ['projects', 'project_members', 'project_tombstones'] },
  keeps: { project_tombstones: 'the id, so that it is never given again and what comes late is removed' },
  notTrashable: {
    projects: 'a project is deleted and restored as a whole, by the lifecycle',
    project_members: 'a role is given again by one click, and by a person',
  },
  rest: projectsRest,
  notExported: {
    projects: 'its name and settings are those of the project that takes the rows',
    project_members: 'people of this instance',
    project_tombstones: 'the memory of projects that are gone',
  },
  eraseProject,
});
