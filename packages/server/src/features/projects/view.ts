import type { ProjectRow } from './store/projects.sql.ts';

/** A project as its people see it. */
export function projectView(project: ProjectRow) {
  return {
    id: project.id,
    organizationId: project.organizationId,
    name: project.name,
    metadata: project.metadata,
    retentionDays: project.retentionDays,
    status: project.status,
    createdAt: project.createdAt.toISOString(),
  };
}
