import type { Role } from '#domain/permissions';
import type { Db } from '#platform/postgres/db';

export async function insertOrganization(db: Db, organization: { id: string; name: string; at: Date }): Promise<void> {
  const { id, name, at } = organization;
  await db.insertInto('organizations').values({ id, name, created_at: at, updated_at: at }).execute();
}

export async function updateOrganizationName(
  db: Db,
  organization: { id: string; name: string; at: Date },
): Promise<void> {
  const { id, name, at } = organization;
  await db.updateTable('organizations').set({ name, updated_at: at }).where('id', '=', id).execute();
}

export function selectOrganization(db: Db, id: string) {
  return db
    .selectFrom('organizations')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

export function selectPlan(db: Db, id: string) {
  return db
    .selectFrom('organizations')
    .select(['plan', 'price_per_event', 'billed_until'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Who changes members holds this row first, so that two changes cannot each take the other for the remaining owner. */
export async function lockOrganization(db: Db, id: string): Promise<void> {
  await db.selectFrom('organizations').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Oldest first, so that the switcher keeps its order. */
export async function selectOrganizationsOf(db: Db, userId: string) {
  const rows = await db
    .selectFrom('organization_members as member')
    .innerJoin('organizations as organization', 'organization.id', 'member.organization_id')
    .select(['organization.id', 'organization.name', 'member.role'])
    .where('member.user_id', '=', userId)
    .where('organization.deleted_at', 'is', null)
    .orderBy('organization.created_at')
    .orderBy('organization.id')
    .execute();
  // The table's check constraint admits nothing but roles.
  return rows.map((row) => ({ ...row, role: row.role as Role }));
}
