import { changeDeletionState, restoreTelemetry } from '#features/deletions';
import type { Deletion } from '#features/deletions';
import type { Engines } from '#kernel/ctx';
import type { Feature, TrashRule } from '#kernel/feature';

/** Telemetry is shown again after the operation's row says so; whoever dies in between is followed by another. */
export async function finishRestore(engines: Engines, deletion: Deletion): Promise<void> {
  await restoreTelemetry(engines, deletion);
  await changeDeletionState(engines.db, { id: deletion.id, from: ['RESTORING'], to: 'RESTORED' });
}

export function ruleOf(features: readonly Feature[], { entityType }: Pick<Deletion, 'entityType'>): TrashRule {
  const rule = features.flatMap(({ trash = [] }) => trash).find((one) => one.entityType === entityType);
  if (!rule) throw new Error(`No feature knows how to bring back a ${entityType}`);
  return rule;
}
