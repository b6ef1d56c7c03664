import type { ReplayPreview } from '@tidemark/contract/rest/ingestion-replays';
import { read } from '#kernel/verb';
import { segmentTimeMs } from '#platform/journal/journal';
import { keysOf, ReplayRange } from './replay-range.ts';
import { countReplayable, findFirstKept } from './store/replays.sql.ts';

/** What a replay of the range would read again, and how far back anything is kept. */
export const previewReplay = read({
  input: ReplayRange,
  permission: 'ingestion:repair',
  async run({ db, projectId }, range): Promise<ReplayPreview> {
    const [kept, first] = await Promise.all([
      countReplayable(db, keysOf(projectId, range)),
      findFirstKept(db, projectId),
    ]);
    return { ...kept, keptSince: first === null ? null : new Date(segmentTimeMs(first)).toISOString() };
  },
});
