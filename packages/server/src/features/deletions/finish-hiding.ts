import type { Engines } from '#kernel/ctx';
import { changeDeletionState } from './store/deletions.sql.ts';
import { countHidden } from './store/hidden-telemetry.sql.ts';

/** The operation is in force: what it hides is counted, and from now on it can be restored. */
export async function finishHiding(
  { db, ch }: Pick<Engines, 'db' | 'ch'>,
  of: { projectId: string; deletionId: string },
): Promise<void> {
  const hidden = await countHidden(ch, { ...of, states: ['hidden'] });
  const counts = { traces: hidden.trace, scores: hidden.score };
  await changeDeletionState(db, { id: of.deletionId, from: ['HIDING'], to: 'HIDDEN', counts });
}
