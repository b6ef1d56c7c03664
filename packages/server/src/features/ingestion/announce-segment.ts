import type { Engines } from '#kernel/ctx';
import { failpoint } from '#platform/failpoint/failpoint';
import { feedSegment } from './feed-queue.ts';
import { projectOfSegment } from './kept-request.ts';
import { insertSegment } from './store/segments.sql.ts';
import type { Tally } from './tally.ts';

export interface UnannouncedSegment {
  key: string;
  sizeBytes: number;
  /** Null when only the blob is known. */
  frames: number | null;
  tally: Tally;
}

/** Tells the workers of a sealed segment. Telling twice does no harm. */
export async function announceSegment(engines: Pick<Engines, 'db' | 'queue'>, segment: UnannouncedSegment) {
  const projectId = projectOfSegment(segment.key);
  await insertSegment(engines.db, { ...segment, projectId });
  await failpoint('K6');
  await feedSegment(engines, { projectId, key: segment.key });
}
