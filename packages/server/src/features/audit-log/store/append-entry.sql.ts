import { sql } from 'kysely';
import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/postgres/db';
import { hashEntry, INSTANCE_CHAIN } from '../audit-chain.ts';
import type { ChainEnd } from '../verify-chain.ts';

type Written = Insertable<Tables['audit_log']>;
export type UnchainedEntry = Omit<Written, 'chain' | 'sequence' | 'previous_hash' | 'hash' | 'details' | 'at'> & {
  at: Date;
  details: Record<string, unknown>;
};

/**
 * Appends to the chain of the entry's organization. The chain's own row is locked from here to the commit, so that two
 * writers never follow the same entry; an entry that is rolled back leaves the chain as it was.
 */
export async function appendAuditEntry(db: Db, entry: UnchainedEntry): Promise<void> {
  const append = async (within: Db) => {
    const chain = entry.organization_id ?? INSTANCE_CHAIN;
    const end = await lockChain(within, chain);
    const sequence = end.length + 1;
    const details = JSON.parse(JSON.stringify(entry.details)) as unknown;
    const hash = hashEntry({
      chain,
      sequence,
      at: entry.at.toISOString(),
      organizationId: entry.organization_id ?? null,
      projectId: entry.project_id ?? null,
      actor: { kind: entry.actor_kind, id: entry.actor_id, name: entry.actor_name },
      action: entry.action,
      entityType: entry.entity_type ?? null,
      entityId: entry.entity_id ?? null,
      details,
      ip: entry.ip ?? null,
      previousHash: end.head,
    });
    const head = Buffer.from(hash, 'hex');
    const previous = end.head === null ? null : Buffer.from(end.head, 'hex');
    await within
      .insertInto('audit_log')
      .values({ ...entry, details: JSON.stringify(details), chain, sequence, previous_hash: previous, hash: head })
      .execute();
    await within.updateTable('audit_chains').set({ length: sequence, head }).where('chain', '=', chain).execute();
  };
  await (db.isTransaction ? append(db) : db.transaction().execute(append));
}

async function lockChain(db: Db, chain: string): Promise<ChainEnd> {
  const { length, head } = await db
    .insertInto('audit_chains')
    .values({ chain })
    .onConflict((conflict) => conflict.column('chain').doUpdateSet({ length: sql`audit_chains.length` }))
    .returning(['length', 'head'])
    .executeTakeFirstOrThrow();
  return { length, head: head?.toString('hex') ?? null };
}

export async function selectChainEnd(db: Db, chain: string): Promise<ChainEnd> {
  const row = await db
    .selectFrom('audit_chains')
    .select(['length', 'head'])
    .where('chain', '=', chain)
    .executeTakeFirst();
  return { length: row?.length ?? 0, head: row?.head?.toString('hex') ?? null };
}
