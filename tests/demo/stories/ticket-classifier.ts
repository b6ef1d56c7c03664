import { modelCall } from '../model-call.ts';
import type { Seeded } from '../seeded.ts';
import type { Step, Story } from '../story.ts';
import { LABELS, TICKETS } from '../texts/tickets.ts';

/** The nightly batch that labels yesterday's tickets with a model of our own, one generation each. */
export function classifierNight(random: Seeded, nightMs: number): Story {
  const size = random.whole(38, 60);
  const steps: Step[] = [];
  let atMs = nightMs + 40;
  let right = 0;
  for (let index = 0; index < size; index += 1) {
    const { step, isRight } = classify(random, index, atMs);
    steps.push(step);
    atMs = step.endMs + random.duration(6);
    right += isRight ? 1 : 0;
  }
  return {
    name: 'classify-tickets',
    environment: 'production',
    release: 'ticket-batch@1.0.7',
    tags: ['batch', 'nightly'],
    metadata: { day: new Date(nightMs - 86_400_000).toISOString().slice(0, 10), tickets: `${size}` },
    root: {
      name: 'nightly-batch',
      type: 'span',
      startMs: nightMs,
      endMs: atMs,
      input: { tickets: size },
      output: { labelled: size, failed: 0 },
      steps,
    },
    scores: [
      {
        name: 'accuracy',
        value: Math.round((right / size) * 1000) / 1000,
        dataType: 'NUMERIC',
        comment: `${right} of ${size} as labelled by people`,
        atMs: atMs + 1_000,
      },
    ],
  };
}

function classify(random: Seeded, index: number, startMs: number): { step: Step; isRight: boolean } {
  const ticket = random.pick(TICKETS);
  const isRight = random.chance(0.93);
  const label = isRight ? ticket.label : random.pick(LABELS);
  const confidence = Math.round((isRight ? 0.82 + random.next() * 0.17 : 0.4 + random.next() * 0.3) * 100) / 100;
  const step = modelCall(random, {
    name: 'label-ticket',
    model: random.chance(0.85) ? 'nordlys/ticket-bert-v3' : 'gpt-4.1-mini',
    startMs,
    input: ticket.text,
    output: { label, confidence },
    parameters: { labels: LABELS.length },
    metadata: { ticket: `T-${40_000 + index}`, expected: ticket.label },
  });
  return { step: confidence < 0.5 ? { ...step, level: 'WARNING', statusMessage: 'low confidence' } : step, isRight };
}
