import { createHash } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json';

/** An entry with its place: everything that its hash is made of. Exports and the verifier have it in this form. */
export interface ChainedEntry {
  /** The organization's id, or `instance` for what belongs to none. */
  chain: string;
  /** 1, 2, 3, … within the chain. */
  sequence: number;
  /** ISO time. */
  at: string;
  organizationId: string | null;
  projectId: string | null;
  actor: { kind: string; id: string; name: string };
  action: string;
  entityType: string | null;
  entityId: string | null;
  details: unknown;
  ip: string | null;
  /** Hex; null for the first. */
  previousHash: string | null;
}

export const INSTANCE_CHAIN = 'instance';

/** SHA-256 over the canonical JSON of the entry, in hex: the same on every machine, whatever order its keys came in. */
export function hashEntry(entry: ChainedEntry): string {
  const { chain, sequence, at, organizationId, projectId, actor, action, entityType, entityId, details, ip } = entry;
  const { previousHash } = entry;
  const said = { chain, sequence, at, organizationId, projectId, actor, action, entityType, entityId, details, ip };
  return createHash('sha256')
    .update(canonicalJson({ ...said, previousHash }))
    .digest('hex');
}
