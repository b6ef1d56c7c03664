import type { Db } from '#platform/postgres/db';
import { updateProjectState } from './store/project-state.sql.ts';
import type { StateDetails } from './store/project-state.sql.ts';
import type { ProjectRow, ProjectStatus } from './store/projects.sql.ts';

/** The changes of state that there are; anything else is a defect of the caller. */
const LEADS_TO: Record<ProjectStatus, readonly ProjectStatus[]> = {
  ACTIVE: ['DISABLED', 'PENDING_DELETION'],
  DISABLED: ['ACTIVE', 'PENDING_DELETION'],
  PENDING_DELETION: ['ACTIVE', 'DISABLED', 'PURGING'],
  PURGING: ['VERIFYING', 'PURGE_BLOCKED'],
  VERIFYING: ['PURGING', 'PURGED', 'PURGE_BLOCKED'],
  PURGE_BLOCKED: ['PURGING', 'VERIFYING'],
  PURGED: [],
};

interface StateChange {
  projectId: string;
  from: readonly ProjectStatus[];
  /** Refuses a project whose state has changed since it was read, even when it has changed back. */
  expectedEpoch?: number | undefined;
  to: ProjectStatus;
  set?: StateDetails;
}

/**
 * The only way from one state of a project to another. Of several who try at once one gets the project as it is then,
 * the others null. Belongs into one transaction with the audit entry and the notices of the change.
 */
export function changeProjectState(db: Db, change: StateChange): Promise<ProjectRow | null> {
  const impossible = change.from.find((from) => !LEADS_TO[from].includes(change.to));
  if (impossible) throw new RangeError(`A project does not go from ${impossible} to ${change.to}`);
  return updateProjectState(db, { set: { kind: 'none' }, ...change });
}
