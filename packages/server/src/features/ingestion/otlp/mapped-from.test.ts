import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PlainObservation } from '#domain/merge/fold-observation';
import { mapFixture } from './test-spans.ts';

const FIXTURES = readdirSync(new URL('fixtures', import.meta.url)).map((file) => file.replace('.json', ''));

/** What a field is when nothing was said of it, by its name in `mappedFrom`. */
const UNSAID: Readonly<Record<string, (observation: PlainObservation) => boolean>> = {
  type: ({ type }) => type === 'SPAN',
  input: ({ input }) => input === null,
  output: ({ output }) => output === null,
  model: ({ model }) => model === '',
  modelParameters: ({ modelParameters }) => modelParameters === '',
  usage: ({ providedUsage }) => Object.keys(providedUsage).length === 0,
  cost: ({ providedCost }) => Object.keys(providedCost).length === 0,
  level: ({ level }) => level === 'DEFAULT',
  statusMessage: ({ statusMessage }) => statusMessage === '',
  promptName: ({ promptName }) => promptName === '',
  version: ({ version }) => version === '',
  release: ({ release }) => release === '',
  environment: ({ environment }) => environment === 'default',
  traceName: ({ traceName }) => traceName === '',
  userId: ({ userId }) => userId === '',
  sessionId: ({ sessionId }) => sessionId === '',
  tags: ({ tags }) => tags.length === 0,
  completionStartUs: ({ completionStartUs }) => completionStartUs === null,
  toolDefinitions: ({ toolDefinitions }) => Object.keys(toolDefinitions).length === 0,
  toolCalls: ({ toolCalls }) => toolCalls.length === 0,
};

test.each(FIXTURES)('%s: every field that is filled says where it came from', (fixture) => {
  for (const observation of mapFixture(fixture).observations) {
    const filled = Object.keys(UNSAID).filter((field) => UNSAID[field]?.(observation) === false);
    expect({ of: observation.name, unexplained: filled.filter((field) => !observation.mappedFrom[field]) }).toEqual({
      of: observation.name,
      unexplained: [],
    });
  }
});
