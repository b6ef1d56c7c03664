import type { Engines } from '#kernel/ctx';
import { claimDeletions, recordDeletionFailure, writeProgress } from './store/deletions.sql.ts';
import type { Deletion, DeletionState } from './store/deletions.sql.ts';

/** An operation in the hands of one worker, as long as it goes on telling of its progress. */
export interface ClaimedDeletion extends Deletion {
  /** Says how far it is, and keeps it for another while. */
  progressed(progress: Readonly<Record<string, number>>): Promise<void>;
}

const LEASE_MS = 60_000;

/** Operations in these states that nobody works on, those first that waited longest. */
export async function claimWork(
  { db }: Pick<Engines, 'db'>,
  claim: { states: readonly DeletionState[]; limit: number; idleMs?: number },
): Promise<ClaimedDeletion[]> {
  const claimed = await claimDeletions(db, { idleMs: 0, ...claim, leaseMs: LEASE_MS });
  return claimed.map((deletion) => ({
    ...deletion,
    progressed: (progress) => writeProgress(db, { id: deletion.id, progress, leaseMs: LEASE_MS }),
  }));
}

/** It is tried again, later after every failure, and never in the way of the others. */
export async function failWork(
  { db, log }: Pick<Engines, 'db' | 'log'>,
  deletion: { id: string; projectId: string },
  error: unknown,
): Promise<void> {
  log.warn({ err: error, deletionId: deletion.id, projectId: deletion.projectId }, 'a deletion could not go on');
  await recordDeletionFailure(db, { id: deletion.id, reason: (error as Error).message });
}
