import type { IngestionReplay } from '@tidemark/contract/rest/ingestion-replays';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { keysOf } from './replay-range.ts';
import type { ReplayRange } from './replay-range.ts';
import { replayView } from './replay-view.ts';
import { finishReplay, insertReplay, selectReplays } from './store/replays.sql.ts';

/** Writes down what is to be read again. That is all a worker needs: without a word from the queue it begins a little later. */
export async function orderReplay(
  { db, clock }: Pick<Engines, 'db' | 'clock'>,
  order: { projectId: string; range: ReplayRange; requestedBy: string },
): Promise<IngestionReplay> {
  const { projectId, range, requestedBy } = order;
  const id = clock.newId();
  const dateOf = (time: string | undefined) => (time === undefined ? null : new Date(time));
  const ordered = await insertReplay(db, {
    ...keysOf(projectId, range),
    id,
    from: dateOf(range.from),
    to: dateOf(range.to),
    requestedBy,
  });
  if (!ordered)
    throw new AppError('conflict', 'A replay of this project is under way; ask for the next one when it is done');
  await finishReplay(db, id);
  const [row] = await selectReplays(db, { projectId, id, limit: 1 });
  if (!row) throw new AppError('internal', 'The replay was not written down');
  return replayView(row);
}
