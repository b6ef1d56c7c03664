import { z } from 'zod';
import { read } from '#kernel/verb';
import type { Db } from '#platform/postgres/db';
import { selectChainEnd } from './store/append-entry.sql.ts';
import { countUnchained, selectChain } from './store/audit-log.sql.ts';
import { verifyChain } from './verify-chain.ts';
import type { HashedEntry } from './verify-chain.ts';

const BATCH = 1000;

/** Whether the organization's log is as it was written: every byte, nothing missing, nothing exchanged. */
export const verifyAuditLog = read({
  input: z.object({}).default({}),
  permission: 'auditLog:read',
  run: (ctx) =>
    ctx.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((db) => verify(db, ctx.organizationId)),
});

async function verify(db: Db, chain: string) {
  const verdict = await verifyChain(entriesOf(db, chain), await selectChainEnd(db, chain));
  return { ...verdict, unchained: await countUnchained(db, chain) };
}

async function* entriesOf(db: Db, chain: string): AsyncGenerator<HashedEntry> {
  for (let after = 0; ;) {
    const entries = await selectChain(db, { chain, after, limit: BATCH });
    yield* entries;
    const last = entries.at(-1);
    if (!last || entries.length < BATCH) return;
    after = last.sequence;
  }
}
