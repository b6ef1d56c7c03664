import { describe, expect, it } from 'vitest';
import { countSteps } from './story.ts';
import type { Step, Story } from './story.ts';
import { workload } from './workload.ts';

const UNTIL = Date.parse('2026-11-20T12:00:00Z');
const WEEK_MS = 7 * 86_400_000;

describe('the demo workload', () => {
  const { interactive, batches } = workload('tidemark', UNTIL);
  const stories = [...interactive, ...batches];
  const steps = stories.flatMap((story) => all(story.root));

  it('is the same for the same seed and end, and another for another seed', () => {
    expect(workload('tidemark', UNTIL)).toEqual({ interactive, batches });
    expect(workload('other', UNTIL).interactive).not.toEqual(interactive);
  });

  it('has some 400 traces with three to five thousand steps', () => {
    expect(stories.length).toBeGreaterThan(350);
    expect(stories.length).toBeLessThan(470);
    expect(stories.reduce((sum, story) => sum + countSteps(story.root), 0)).toBeGreaterThan(3_000);
    expect(stories.reduce((sum, story) => sum + countSteps(story.root), 0)).toBeLessThan(5_200);
  });

  it('lies within the last seven days', () => {
    expect(Math.min(...stories.map((story) => story.root.startMs))).toBeGreaterThanOrEqual(
      UNTIL - WEEK_MS - 86_400_000,
    );
    expect(Math.max(...stories.map((story) => story.root.endMs))).toBeLessThanOrEqual(UNTIL);
  });

  it('has every type of step, three environments, several models, failures and scores of every type', () => {
    expect(new Set(steps.map((step) => step.type)).size).toBe(10);
    expect(new Set(stories.map((story) => story.environment)).size).toBe(3);
    expect(new Set(steps.flatMap((step) => step.call?.model ?? [])).size).toBeGreaterThanOrEqual(8);
    expect(steps.filter((step) => step.level === 'ERROR').length).toBeGreaterThan(20);
    expect(new Set(stories.flatMap(({ scores }) => scores.map((score) => score.dataType))).size).toBe(4);
    expect(steps.some((step) => step.call?.usage['input_cached_tokens'])).toBe(true);
    expect(steps.some((step) => step.call?.usage['output_reasoning_tokens'])).toBe(true);
    expect(steps.some((step) => step.call?.firstTokenMs)).toBe(true);
  });

  it('has no step that ends before it starts, or outside its parent', () => {
    expect(stories.flatMap(misplaced)).toEqual([]);
  });
});

function all(step: Step): Step[] {
  return [step, ...step.steps.flatMap(all)];
}

/** Names of steps with impossible times. */
function misplaced(story: Story): string[] {
  return all(story.root).flatMap((step) => [
    ...(step.endMs < step.startMs ? [`${story.name}: ${step.name}`] : []),
    ...step.steps
      .filter((child) => child.startMs < step.startMs || child.endMs > step.endMs)
      .map((child) => `${story.name}: ${child.name} in ${step.name}`),
  ]);
}
