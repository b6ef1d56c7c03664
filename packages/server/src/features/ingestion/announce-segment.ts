import { z } from 'zod';
import type { Engines } from '#kernel/ctx';
import { jobType } from '#kernel/job';
import { failpoint } from '#platform/failpoint/failpoint';
import { projectOfSegment } from './kept-request.ts';
import { insertSegment } from './store/segments.sql.ts';
import type { Tally } from './tally.ts';

export const processSegmentJob = jobType({
  name: 'process-segment',
  group: 'ingestion',
  /** `again`: also when it was committed before, for a retry of its dead letters. */
  input: z.object({ key: z.string(), again: z.boolean().default(false) }),
  attempts: 20,
});

export interface UnannouncedSegment {
  key: string;
  sizeBytes: number;
  /** Null when only the blob is known. */
  frames: number | null;
  tally: Tally;
}

/** Tells the workers of a sealed segment. Telling twice does no harm. */
export async function announceSegment(engines: Pick<Engines, 'db' | 'queue'>, segment: UnannouncedSegment) {
  await insertSegment(engines.db, { ...segment, projectId: projectOfSegment(segment.key) });
  await failpoint('K6');
  await enqueueSegment(engines, segment.key);
}

interface Enqueueing {
  /** Tells a later message from an earlier one that the queue still keeps, failed or lost in work. */
  attempt?: number;
  again?: boolean;
}

export async function enqueueSegment({ queue }: Pick<Engines, 'queue'>, key: string, how: Enqueueing = {}) {
  const { attempt = 0, again = false } = how;
  const { name, group, attempts } = processSegmentJob;
  await queue.add({
    group,
    name,
    attempts,
    data: { key, again },
    id: `${key.replaceAll(/[^A-Za-z0-9]/g, '-')}-${attempt}`,
  });
}
