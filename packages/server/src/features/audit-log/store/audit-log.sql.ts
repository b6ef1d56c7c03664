import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';
import type { HashedEntry } from '../verify-chain.ts';

export interface AuditFilter {
  organizationId?: string | undefined;
  projectId?: string | undefined;
  /** Part of the actor's name, or their id. */
  actor?: string | undefined;
  /** An action, or the beginning of one: `project` finds `project.delete`. */
  action?: string | undefined;
  entityType?: string | undefined;
  entityId?: string | undefined;
  /** Inclusive. */
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
}

export interface AuditLogSelection extends AuditFilter {
  /** Only entries older than this id. */
  before: number | null;
  limit: number;
}

/** Pages by id, which is the order of writing: an entry that commits late cannot shift a page that was already read. */
export function selectAuditEntries(db: Db, selection: AuditLogSelection) {
  const { organizationId, projectId, actor, action, entityType, entityId, from, to, before, limit } = selection;
  let query = db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').limit(limit);
  if (organizationId !== undefined) query = query.where('organization_id', '=', organizationId);
  if (projectId !== undefined) query = query.where('project_id', '=', projectId);
  if (actor !== undefined)
    query = query.where(({ or, eb }) =>
      or([eb('actor_id', '=', actor), eb(sql`strpos(lower(actor_name), lower(${actor}))`, '>', 0)]),
    );
  if (action !== undefined) query = query.where(sql<boolean>`starts_with(action, ${action})`);
  if (entityType !== undefined) query = query.where('entity_type', '=', entityType);
  if (entityId !== undefined) query = query.where('entity_id', '=', entityId);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  if (before !== null) query = query.where('id', '<', before);
  return query.execute();
}

/** The entries of a chain in its order, after a place in it. */
export async function selectChain(db: Db, of: { chain: string; after: number; limit: number }): Promise<HashedEntry[]> {
  const rows = await db
    .selectFrom('audit_log')
    .selectAll()
    .where('chain', '=', of.chain)
    .where('sequence', '>', of.after)
    .orderBy('sequence')
    .limit(of.limit)
    .execute();
  return rows.flatMap((row) => chainedEntry(row) ?? []);
}

/** Null for an entry from before there was a chain. */
export function chainedEntry(row: Selectable<Tables['audit_log']>): HashedEntry | null {
  if (row.chain === null || row.sequence === null || row.hash === null) return null;
  return {
    chain: row.chain,
    sequence: row.sequence,
    at: row.at.toISOString(),
    organizationId: row.organization_id,
    projectId: row.project_id,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    entityType: row.entity_type,
    entityId: row.entity_id,
    details: row.details,
    ip: row.ip,
    previousHash: row.previous_hash?.toString('hex') ?? null,
    hash: row.hash.toString('hex'),
  };
}

/** Entries that were written before there was a chain. */
export async function countUnchained(db: Db, organizationId: string): Promise<number> {
  const { count } = await db
    .selectFrom('audit_log')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('chain', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
