/** Making a project, its own settings, and who may do what in it. */
export { NewProjectPage } from './new-project-page.tsx';
export { ProjectGeneralPanel } from './project-general-panel.tsx';
export { ProjectMembersPanel } from './project-members-panel.tsx';
