import type { Engines } from '#kernel/ctx';
import type { TelemetryIds } from '#kernel/feature';
import type { Deletion } from './store/deletions.sql.ts';
import { advanceHidden, selectHidden } from './store/hidden-telemetry.sql.ts';

/** From now on nothing of the operation comes in again, in every process that looks for tombstones. */
export function layTombstones({ ch }: Pick<Engines, 'ch'>, deletion: Deletion): Promise<void> {
  return advanceHidden(ch, {
    projectId: deletion.projectId,
    deletionId: deletion.id,
    from: 'hidden',
    to: 'purging',
  });
}

/** The mask is taken off what is gone; the tombstones stay. */
export function liftMask({ ch }: Pick<Engines, 'ch'>, deletion: Deletion): Promise<void> {
  return advanceHidden(ch, {
    projectId: deletion.projectId,
    deletionId: deletion.id,
    from: 'purging',
    to: 'purged',
  });
}

/** One change of the store for this many ids: few large ones instead of many small ones. */
const BATCH = 50_000;

/** All that operations of one project hold, in parts that fit a statement each. */
export async function* heldTelemetry(
  { ch }: Pick<Engines, 'ch'>,
  of: { projectId: string; deletionIds: readonly string[] },
): AsyncGenerator<TelemetryIds> {
  let after: string | null = null;
  for (;;) {
    const part: Awaited<ReturnType<typeof selectHidden>> = await selectHidden(ch, {
      ...of,
      states: ['purging', 'purged'],
      after,
      limit: BATCH,
    });
    if (!part) return;
    yield { projectId: of.projectId, traceIds: part.traceIds, scoreIds: part.scoreIds };
    after = part.last;
  }
}
