import type { ReplayPreview } from '@tidemark/contract/rest/ingestion-replays';
import { read } from '#kernel/verb';
import { countOfReplay } from './count-of-replay.ts';
import { ReplayRange } from './replay-range.ts';

/** The dry run: what a replay of the range would read again. */
export const previewReplay = read({
  input: ReplayRange,
  permission: 'ingestion:repair',
  run: ({ db, projectId }, range): Promise<ReplayPreview> => countOfReplay(db, projectId, range),
});
