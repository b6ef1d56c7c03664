/** How things end: deleting and restoring a project, and the trash inside of one. */
export { AdminPage } from './admin/admin-page.tsx';
export { DangerZonePanel } from './danger-zone-panel.tsx';
export { PendingProjectsPanel } from './pending-projects-panel.tsx';
export { TrashPage } from './trash-page.tsx';
