import type { ReplayPreview } from '@tidemark/contract/rest/ingestion-replays';
import type { Db } from '#platform/postgres/db';
import { segmentTimeMs } from '#platform/journal/journal';
import { keysOf } from './replay-range.ts';
import type { ReplayRange } from './replay-range.ts';
import { countReplayable, findFirstKept } from './store/replays.sql.ts';

/** What a replay of the range would read again, and how far back anything is kept. */
export async function countOfReplay(db: Db, projectId: string, range: ReplayRange): Promise<ReplayPreview> {
  const [kept, first] = await Promise.all([
    countReplayable(db, keysOf(projectId, range)),
    findFirstKept(db, projectId),
  ]);
  return { ...kept, keptSince: first === null ? null : new Date(segmentTimeMs(first)).toISOString() };
}
