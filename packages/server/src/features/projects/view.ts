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
    terminationProtection: project.terminationProtection,
    legalHold: project.legalHold !== null,
    createdAt: project.createdAt.toISOString(),
  };
}
