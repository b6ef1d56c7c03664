import type { Engines } from '#kernel/ctx';
import { projectOfSegment } from './kept-request.ts';
import { deleteSegments } from './store/segments.sql.ts';

/** What came for a project that is being removed, or was: it is said, and nothing of it is kept. */
export async function dropSegment({ blob, db, log }: Pick<Engines, 'blob' | 'db' | 'log'>, key: string): Promise<void> {
  await blob.delete(key);
  await deleteSegments(db, [key]);
  log.warn({ projectId: projectOfSegment(key), key }, 'a segment of a project that is gone was dropped');
}
