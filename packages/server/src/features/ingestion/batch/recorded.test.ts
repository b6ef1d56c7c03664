import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { foldObservation } from '#domain/merge/fold-observation';
import { foldTrace } from '#domain/merge/fold-trace';
import { mapBatch } from './map-batch.ts';
import { readBatch } from './read-batch.ts';

test.each([
  ['langfuse-python-2', 'python', 2, '{"temperature":"0.2"}'],
  ['langfuse-js-3', 'langfuse-js', 1, '{"temperature":0.2}'],
])('%s: one generation, its steps, its trace and its scores', (fixture, sdk, scores, modelParameters) => {
  const body: unknown = JSON.parse(readFileSync(new URL(`fixtures/${fixture}.json`, import.meta.url), 'utf8'));
  const read = readBatch(body, 'all');
  expect(read.errors).toEqual([]);
  expect(read.sdk.name).toBe(sdk);
  const receivedUs = Date.UTC(2026, 10, 20, 12) * 1000;
  const { name: sdkName, version: sdkVersion } = read.sdk;
  const context = { projectId: 'p', apiKeyId: 'k', sdkName, sdkVersion, receivedUs, bodyDigest: 7, reading: 0 };
  const mapped = mapBatch(read.accepted, context);
  const observations = mapped.observations.map((change) => foldObservation([change]));
  const [work, llm] = ['work', 'llm'].map((name) => observations.find((each) => each.name === name));
  expect(observations).toHaveLength(3);
  expect(work).toMatchObject({ type: 'SPAN', input: '1', output: '{"ok":true}', isRoot: true, flags: [] });
  expect(llm).toMatchObject({
    type: 'GENERATION',
    parentId: work?.id,
    model: 'gpt-4o',
    modelParameters,
    input: '[{"role":"user","content":"hi"}]',
    output: 'hello',
    providedUsage: { input: 3, output: 4, total: 7 },
    promptName: 'greet',
    promptVersion: 3,
    level: 'WARNING',
    environment: 'staging',
  });
  expect(mapped.traces.map((change) => foldTrace([change]))).toMatchObject([
    {
      id: llm?.traceId,
      traceName: 'my-trace',
      userId: 'u1',
      sessionId: 's1',
      tags: ['a', 'b'],
      release: 'r1',
      input: '{"q":"hi"}',
      output: 'done',
      metadata: { k: '{"a":1}' },
      environment: 'staging',
    },
  ]);
  expect(mapped.scores).toHaveLength(scores);
});
