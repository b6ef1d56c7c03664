import type { SentStory } from './sent-story.ts';
import type { Step } from './story.ts';

export interface Told {
  url: string;
  projectId: string;
  sent: readonly SentStory[];
  steps: number;
  scores: number;
  tookMs: number;
}

/** What was sent and what is worth a look. */
export function farewell({ url, projectId, sent, steps, scores, tookMs }: Told): string {
  const project = `${url}/project/${projectId}`;
  const traceOf = (story: SentStory | undefined) =>
    story ? `${project}/traces/${story.traceId}` : `${project}/traces`;
  const failed = sent.findLast(({ story }) => story.name === 'research-agent' && story.root.level === 'ERROR');
  const outage = sent.findLast(({ story }) => story.name === 'support-chat' && story.root.level === 'WARNING');
  const deepest = sent
    .toSorted((a, b) => sizeOf(b.story.root) - sizeOf(a.story.root))
    .find(({ story }) => story.name === 'research-agent');
  const session = sent.findLast(({ story }) => story.tags.includes('follow-up'))?.story.sessionId;
  return [
    '',
    `  Sent ${sent.length} traces with ${steps} steps and ${scores} scores in ${(tookMs / 1000).toFixed(1)} s. Worth a look:`,
    '',
    `    All traces                     ${project}/traces`,
    `    An agent that failed           ${traceOf(failed)}`,
    `    An agent with tools and tries  ${traceOf(deepest)}`,
    `    An answer during the outage    ${traceOf(outage)}`,
    `    A conversation                 ${project}/sessions/${session ?? ''}`,
    `    Cost, latency and errors       ${project}`,
    '',
  ].join('\n');
}

function sizeOf(step: Step): number {
  return step.steps.reduce((sum, child) => sum + sizeOf(child), 1);
}
