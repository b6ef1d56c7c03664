import { z } from 'zod';
import type { Engines } from '#kernel/ctx';
import { jobType } from '#kernel/job';

export const replaySegmentsJob = jobType({
  name: 'replay-segments',
  group: 'ingestion',
  input: z.object({ replayId: z.string(), step: z.number().int() }),
  attempts: 20,
});

/** A replay works in steps, each with a message of its own, so that a restart waits for a step and not for the whole. */
export async function enqueueReplay({ queue }: Pick<Engines, 'queue'>, replayId: string, step: number): Promise<void> {
  const { name, group, attempts } = replaySegmentsJob;
  await queue.add({ name, group, attempts, data: { replayId, step }, id: `replay-${replayId}-${step}` });
}
