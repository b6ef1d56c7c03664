import type { Selectable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';

export type ProjectStatus =
  | 'ACTIVE'
  | 'DISABLED'
  | 'PENDING_DELETION'
  | 'PURGING'
  | 'VERIFYING'
  | 'PURGE_BLOCKED'
  | 'PURGED';

export interface ProjectRow {
  id: string;
  organizationId: string;
  name: string;
  metadata: Record<string, unknown>;
  retentionDays: number | null;
  status: ProjectStatus;
  epoch: number;
  createdAt: Date;
  terminationProtection: boolean;
  /** Why it must not be deleted. */
  legalHold: string | null;
  /** Of the deletion that is under way; null while there is none. */
  deletion: ProjectDeletion | null;
}

export interface ProjectDeletion {
  id: string;
  /** Null where it was not a person. */
  requestedBy: string | null;
  reason: string;
  deletedAt: Date;
  /** Null is never. */
  purgeAfter: Date | null;
  /** What it is again after a restore. */
  statusBefore: 'ACTIVE' | 'DISABLED';
}

/** A project in any other state is as good as absent to everybody but its deletion. */
const READABLE = ['ACTIVE', 'DISABLED'] as const;

export async function insertProject(
  db: Db,
  project: { id: string; organizationId: string; name: string; at: Date },
): Promise<void> {
  const { id, organizationId, name, at } = project;
  await db
    .insertInto('projects')
    .values({ id, organization_id: organizationId, name, created_at: at, updated_at: at, status_updated_at: at })
    .execute();
}

/** In any state: for those who decide by it. */
export async function selectProject(db: Db, id: string): Promise<ProjectRow | null> {
  const row = await db.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? projectOf(row) : null;
}

export async function selectReadableProject(db: Db, id: string): Promise<ProjectRow | null> {
  const row = await db
    .selectFrom('projects')
    .selectAll()
    .where('id', '=', id)
    .where('status', 'in', READABLE)
    .executeTakeFirst();
  return row ? projectOf(row) : null;
}

/** Oldest first, so that the switcher keeps its order. */
export async function selectReadableProjects(db: Db, organizationIds: readonly string[]): Promise<ProjectRow[]> {
  const rows = await db
    .selectFrom('projects')
    .selectAll()
    .where('organization_id', 'in', organizationIds)
    .where('status', 'in', READABLE)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(projectOf);
}

export async function selectProjectsInDeletion(db: Db, organizationId: string): Promise<ProjectRow[]> {
  const rows = await db
    .selectFrom('projects')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('status', 'not in', READABLE)
    .orderBy('purge_after', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute();
  return rows.map(projectOf);
}

export async function selectProjectByName(
  db: Db,
  project: { organizationId: string; name: string },
): Promise<ProjectRow | null> {
  const row = await db
    .selectFrom('projects')
    .selectAll()
    .where('organization_id', '=', project.organizationId)
    .where('name', '=', project.name)
    .where('status', 'in', READABLE)
    .executeTakeFirst();
  return row ? projectOf(row) : null;
}

export interface ProjectChange {
  name?: string | undefined;
  metadata?: Record<string, unknown> | undefined;
  retentionDays?: number | null | undefined;
  terminationProtection?: boolean | undefined;
}

export async function updateProjectRow(db: Db, id: string, change: ProjectChange & { at: Date }): Promise<void> {
  const { name, metadata, retentionDays, terminationProtection, at } = change;
  await db
    .updateTable('projects')
    .set({
      updated_at: at,
      ...(name === undefined ? {} : { name }),
      ...(metadata === undefined ? {} : { metadata: JSON.stringify(metadata) }),
      ...(retentionDays === undefined ? {} : { retention_days: retentionDays }),
      ...(terminationProtection === undefined ? {} : { termination_protection: terminationProtection }),
    })
    .where('id', '=', id)
    .execute();
}

export async function deleteProjectRow(db: Db, id: string): Promise<void> {
  await db.deleteFrom('projects').where('id', '=', id).execute();
}

/** Of a whole row. */
export function projectOf(row: Selectable<Tables['projects']>): ProjectRow {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    metadata: row.metadata as Record<string, unknown>,
    retentionDays: row.retention_days,
    status: row.status as ProjectStatus,
    epoch: row.epoch,
    createdAt: row.created_at,
    terminationProtection: row.termination_protection,
    legalHold: row.legal_hold,
    deletion: deletionOf(row),
  };
}

function deletionOf(row: Selectable<Tables['projects']>): ProjectDeletion | null {
  if (row.deletion_id === null || row.deleted_at === null) return null;
  return {
    id: row.deletion_id,
    requestedBy: row.deleted_by,
    reason: row.deletion_reason ?? '',
    deletedAt: row.deleted_at,
    purgeAfter: row.purge_after,
    statusBefore: row.status_before_deletion as ProjectDeletion['statusBefore'],
  };
}
