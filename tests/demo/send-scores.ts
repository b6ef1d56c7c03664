import type { LangfuseClient } from '@langfuse/client';
import type { Seeded } from './seeded.ts';
import type { SentStory } from './sent-story.ts';

const BATCH = 200;

/** Gives all scores at their own times; an event of the batch API carries the time, the SDK's own method for scores does not. */
export async function sendScores(client: LangfuseClient, sent: readonly SentStory[], ids: Seeded): Promise<number> {
  const events = sent.flatMap((one) => eventsOf(one, ids));
  for (let start = 0; start < events.length; start += BATCH) {
    const { errors } = await client.api.ingestion.batch({ batch: events.slice(start, start + BATCH) });
    if (errors[0]) throw new Error(`A score was refused: ${JSON.stringify(errors[0])}`);
  }
  return events.length;
}

function eventsOf({ story, traceId, stepIds }: SentStory, ids: Seeded) {
  return story.scores.map(({ name, value, dataType, comment, atMs, step }) => {
    const observationId = step && stepIds.get(step);
    return {
      type: 'score-create' as const,
      id: ids.hex(16),
      timestamp: new Date(atMs).toISOString(),
      body: {
        id: ids.hex(16),
        traceId,
        name,
        value,
        dataType,
        environment: story.environment,
        ...(comment ? { comment } : {}),
        ...(observationId ? { observationId } : {}),
      },
    };
  });
}
