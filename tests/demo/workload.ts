import { Calendar } from './calendar.ts';
import { Seeded } from './seeded.ts';
import { extraction } from './stories/extraction-pipeline.ts';
import { researchRun } from './stories/research-agent.ts';
import { supportConversation } from './stories/support-chat.ts';
import { classifierNight } from './stories/ticket-classifier.ts';
import type { Story } from './story.ts';

export interface Workload {
  /** Told with the OpenTelemetry-based SDK. */
  interactive: Story[];
  /** Told with the batch API's SDK. */
  batches: Story[];
}

/** A week of an imagined shop's applications, oldest first. The same seed and end give the same week. */
export function workload(seed: string, untilMs: number): Workload {
  const random = new Seeded(`${seed} ${untilMs}`);
  const calendar = new Calendar(untilMs, random);
  const interactive = [
    ...Array.from({ length: 95 }, (_, index) => supportConversation(random, calendar, index)).flat(),
    ...Array.from({ length: 75 }, () => researchRun(random, calendar)),
    ...Array.from({ length: 130 }, () => extraction(random, calendar)),
  ].filter((story) => story.root.endMs <= untilMs);
  const batches = calendar
    .nights()
    .flatMap((nightMs) => [classifierNight(random, nightMs), classifierNight(random, nightMs + 1_800_000)]);
  return {
    interactive: interactive.toSorted((a, b) => a.root.startMs - b.root.startMs),
    batches: batches.filter((story) => story.root.endMs <= untilMs),
  };
}
