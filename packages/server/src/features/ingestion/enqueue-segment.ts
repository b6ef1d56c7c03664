import { z } from 'zod';
import type { Engines } from '#kernel/ctx';
import { jobType } from '#kernel/job';
import type { QueueMessage } from '#platform/queue/job-queue';

export const processSegmentJob = jobType({
  name: 'process-segment',
  group: 'ingestion',
  /** `again`: also when it was committed before, for a retry of its dead letters. */
  input: z.object({ key: z.string(), again: z.boolean().default(false) }),
  /** About two minutes of them; then the message is forgotten, and the reconciler tells it anew. */
  attempts: 8,
});

interface Enqueueing {
  /** Tells a later message from an earlier one that the queue still keeps, waiting or lost in work. */
  attempt?: number;
  again?: boolean;
}

export async function enqueueSegment({ queue }: Pick<Engines, 'queue'>, key: string, how: Enqueueing = {}) {
  await queue.add(messageOf(key, how));
}

/** A segment whose message is on the queue already, or in work, is left as it is: the message's id is the segment's. */
export async function enqueueSegments(
  { queue }: Pick<Engines, 'queue'>,
  keys: readonly string[],
  how: Enqueueing = {},
) {
  if (keys.length > 0) await queue.addBulk(keys.map((key) => messageOf(key, how)));
}

function messageOf(key: string, { attempt = 0, again = false }: Enqueueing): QueueMessage {
  const { name, group, attempts } = processSegmentJob;
  return { group, name, attempts, data: { key, again }, id: `${key.replaceAll(/[^A-Za-z0-9]/g, '-')}-${attempt}` };
}
