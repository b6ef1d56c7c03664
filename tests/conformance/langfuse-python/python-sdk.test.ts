import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { micros } from '../../harness/micros.ts';
import { byName, named, readObservationsV2, readTrace, running } from '../../harness/public-api.ts';
import type { Row, TraceRow } from '../../harness/public-api.ts';
import { ANSWER, CHAT, LARGE, METADATA, QUESTION, TOOL_INPUT, TOOL_OUTPUT } from '../payloads.ts';
import { pythonSdk, runScript } from './python-sdk.ts';

interface Told {
  id: string;
  parentId: string | null;
  startUs: number;
  endUs: number;
}

const FAILURE = 'HTTP 503 – später „nochmal“';

const sdks = await Promise.all([2, 3, 4, 5].map(async (major) => ({ major, sdk: await pythonSdk(major) })));
for (const { major, sdk } of sdks) {
  const note = 'missing' in sdk ? ` – left out: ${sdk.missing}` : '';

  describe.skipIf('missing' in sdk)(`langfuse ${major} (Python)${note}`, { concurrent: true }, () => {
    const story = {
      traceId: randomUUID(),
      userId: 'py-user-ñ',
      sessionId: `py-session-${randomUUID()}`,
      question: QUESTION,
      chat: CHAT,
      answer: ANSWER,
      toolInput: TOOL_INPUT,
      toolOutput: TOOL_OUTPUT,
      metadata: METADATA,
      large: LARGE,
      failure: FAILURE,
    };
    let sent: { traceId: string; authenticated: boolean; hasTraceOutput: boolean; observations: Record<string, Told> };
    let trace: TraceRow;
    let v1: Map<string, Row>;
    let v2: Map<string, Row>;

    beforeAll(async () => {
      const script = major === 2 ? 'send-2.py' : 'send-otel.py';
      sent = (await runScript(sdk, script, { input: story, address: running() })) as unknown as typeof sent;
      trace = await readTrace(sent.traceId, { observations: 3, scores: 3 });
      v1 = byName(trace.observations);
      v2 = await readObservationsV2(sent.traceId);
    });

    it('accepts the keys', () => {
      expect(sent.authenticated).toBe(true);
    });

    it('keeps the trace', () => {
      expect(trace).toMatchObject({
        id: sent.traceId,
        name: 'python story',
        userId: story.userId,
        sessionId: story.sessionId,
        tags: ['café', 'python'],
        version: '2.0.1',
        release: 'py-release',
        input: QUESTION,
        output: sent.hasTraceOutput ? ANSWER : LARGE,
        public: true,
      });
      expect(trace['metadata']).toMatchObject({ region: METADATA.region });
    });

    it('keeps ids, nesting and times to the microsecond, in both generations', () => {
      for (const [name, told] of Object.entries(sent.observations))
        for (const row of [named(v1, name), named(v2, name)]) {
          expect(row).toMatchObject({ name, id: told.id, parentObservationId: told.parentId });
          expect(micros(row['startTime'] as string)).toBe(BigInt(told.startUs));
          expect(micros(row['endTime'] as string)).toBe(BigInt(told.endUs));
        }
    });

    it('keeps input, output and metadata', () => {
      expect(named(v1, 'generation')).toMatchObject({ type: 'GENERATION', input: CHAT, output: ANSWER });
      expect(named(v1, 'tool')).toMatchObject({
        input: TOOL_INPUT,
        output: TOOL_OUTPUT,
        level: 'ERROR',
        statusMessage: FAILURE,
      });
      expect(named(v1, 'root')).toMatchObject({ input: QUESTION, output: LARGE, metadata: METADATA });
      expect(named(v2, 'root')).toMatchObject({ input: QUESTION, output: LARGE });
      expect(JSON.parse(named(v2, 'generation')['input'] as string)).toEqual(CHAT);
    });

    it('keeps model, parameters, usage, cost and the time of the first token', () => {
      expect(named(v1, 'generation')).toMatchObject({
        model: 'gpt-4o-2024-08-06',
        modelParameters: { max_tokens: 64 },
        usageDetails: { input: 700, output: 150, input_cached_tokens: 300, total: 1150 },
        costDetails: { input: 0.001, output: 0.002, total: 0.003 },
        timeToFirstToken: expect.closeTo(0.25, 1),
        environment: 'staging',
      });
    });

    it('keeps scores of several types', () => {
      const scores = byName(trace.scores);
      expect(named(scores, 'quality')).toMatchObject({
        value: 0.25,
        dataType: 'NUMERIC',
        comment: 'gut',
        id: `${sent.traceId}-n`,
      });
      expect(named(scores, 'tone')).toMatchObject({
        stringValue: 'warm',
        observationId: sent.observations['generation']?.id,
      });
      expect(named(scores, 'solved')).toMatchObject({ dataType: 'BOOLEAN', value: 1, stringValue: 'True' });
    });

    it('reads it back through its own typed client', async () => {
      const seen = await runScript(sdk, 'read-back.py', { input: { traceId: sent.traceId }, address: running() });
      expect(seen).toMatchObject({
        id: sent.traceId,
        name: 'python story',
        userId: story.userId,
        sessionId: story.sessionId,
        tags: ['café', 'python'],
        input: QUESTION,
        output: sent.hasTraceOutput ? ANSWER : LARGE,
        generation: {
          input: CHAT,
          output: ANSWER,
          model: 'gpt-4o-2024-08-06',
          usage: { input: 700 },
          cost: { total: 0.003 },
        },
        scores: ['quality', 'solved', 'tone'],
      });
    });
  });
}
