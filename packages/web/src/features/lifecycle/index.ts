/** How things end: deleting and restoring projects and organizations, the trash of a project, and what admins do. */
export { AdminPage } from './admin/admin-page.tsx';
export { DangerZonePanel } from './danger-zone-panel.tsx';
export { MaskingPanel } from './data-rules/masking-panel.tsx';
export { RetentionPanel } from './data-rules/retention-panel.tsx';
export { SubjectErasurePanel } from './data-rules/subject-erasure-panel.tsx';
export { OrganizationDangerPanel } from './organization-danger-panel.tsx';
export { OrganizationTrashPanel } from './organization-trash/organization-trash-panel.tsx';
export { PendingOrganizationsPanel } from './pending-organizations-panel.tsx';
export { PendingProjectsPanel } from './pending-projects-panel.tsx';
export { TrashPage } from './trash-page.tsx';
