import type { IngestionReplay } from '@tidemark/contract/rest/ingestion-replays';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { findReplay } from './find-replay.ts';
import { keysOf } from './replay-range.ts';
import type { ReplayRange } from './replay-range.ts';
import { finishReplay, insertReplay } from './store/replays.sql.ts';

/**
 * Writes down what is to be read again. That is all a worker needs: where the queue is not told of it (`isTold`), it is
 * found within seconds.
 */
export async function orderReplay(
  { db, clock }: Pick<Engines, 'db' | 'clock'>,
  order: { projectId: string; range: ReplayRange; requestedBy: string; isTold: boolean },
): Promise<IngestionReplay> {
  const { projectId, range, requestedBy, isTold } = order;
  const id = clock.newId();
  const dateOf = (time: string | undefined) => (time === undefined ? null : new Date(time));
  const ordered = await insertReplay(db, {
    ...keysOf(projectId, range),
    id,
    from: dateOf(range.from),
    to: dateOf(range.to),
    requestedBy,
    workedAt: new Date(isTold ? clock.nowMs() : 0),
  });
  if (!ordered)
    throw new AppError('conflict', 'A replay of this project is under way; ask for the next one when it is done');
  await finishReplay(db, id);
  const found = await findReplay(db, { projectId, id });
  if (!found) throw new AppError('internal', 'The replay was not written down');
  return found;
}
