import { z } from 'zod';
import type { Engines } from '#kernel/ctx';
import { jobType } from '#kernel/job';
import type { SealedSegment } from '#platform/journal/journal';
import { projectOfSegment } from './kept-request.ts';
import { insertSegment } from './store/segments.sql.ts';

export const processSegmentJob = jobType({
  name: 'process-segment',
  group: 'ingestion',
  input: z.object({ key: z.string() }),
  attempts: 20,
});

/** Tells the workers of a sealed segment. Failing costs delay only: the reconciler finds the segment again. */
export async function announceSegment(
  engines: Pick<Engines, 'db' | 'queue' | 'log'>,
  segment: Pick<SealedSegment, 'key' | 'sizeBytes'> & { frames: number | null },
) {
  try {
    await insertSegment(engines.db, { ...segment, projectId: projectOfSegment(segment.key) });
    await enqueueSegment(engines, segment.key);
  } catch (error) {
    engines.log.warn({ err: error, key: segment.key }, 'segment waits for the reconciler');
  }
}

export async function enqueueSegment({ queue }: Pick<Engines, 'queue'>, key: string) {
  const { name, group, attempts } = processSegmentJob;
  await queue.add({ group, name, attempts, data: { key }, id: key.replaceAll(/[^A-Za-z0-9]/g, '-') });
}
