import { randomUUID } from 'node:crypto';
import { Langfuse } from 'langfuse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { micros } from '../../harness/micros.ts';
import { byName, named, readObservationsV2, readTrace, running } from '../../harness/public-api.ts';
import type { Row, TraceRow } from '../../harness/public-api.ts';
import { ANSWER, CHAT, LARGE, METADATA, QUESTION, TOOL_INPUT, TOOL_OUTPUT } from '../payloads.ts';

const START = new Date('2026-11-17T22:59:59.999Z');
const at = (ms: number) => new Date(START.getTime() + ms);

describe('langfuse 3 (batch API)', () => {
  const traceId = `order-42 ü ${randomUUID()}`;
  const sessionId = `session ${randomUUID()}`;
  const ids = {
    root: randomUUID(),
    tool: randomUUID(),
    generation: randomUUID(),
    event: randomUUID(),
    legacy: randomUUID(),
  };
  const errors: unknown[] = [];
  let langfuse: Langfuse;
  let trace: TraceRow;
  let v1: Map<string, Row>;
  let v2: Map<string, Row>;

  beforeAll(async () => {
    const { url, publicKey, secretKey } = running();
    langfuse = new Langfuse({
      baseUrl: url,
      publicKey,
      secretKey,
      environment: 'production',
      release: 'web-118',
      flushAt: 4,
    });
    langfuse.on('error', (error: unknown) => errors.push(error));
    tell();
    await langfuse.flushAsync();
    trace = await readTrace(traceId, { observations: 5, scores: 3 });
    v1 = byName(trace.observations);
    v2 = await readObservationsV2(traceId);
  });

  afterAll(() => langfuse.shutdownAsync());

  function tell() {
    const client = langfuse.trace({
      id: traceId,
      timestamp: START,
      name: 'first name',
      input: { question: QUESTION },
      userId: 'kunde-ß',
      sessionId,
      tags: ['zeta', 'alpha'],
      version: '1.9',
      metadata: { first: 1, nested: { kept: true } },
    });
    const root = client.span({ id: ids.root, name: 'handle', startTime: at(1), input: QUESTION, metadata: METADATA });
    const tool = root.span({ id: ids.tool, name: 'lookup-order', startTime: at(2), input: TOOL_INPUT });
    tool.update({ output: TOOL_OUTPUT, level: 'ERROR', statusMessage: 'timeout nach 30 s', endTime: at(30_002) });
    generate(root);
    root.event({ id: ids.event, name: 'cache-miss', startTime: at(5), level: 'DEBUG', metadata: { key: 'q' } });
    root.update({ endTime: at(60_000), output: LARGE, level: 'WARNING' });
    client.update({
      name: 'order question',
      output: { answer: ANSWER.content },
      tags: ['beta', 'alpha'],
      public: true,
      metadata: { second: 'zwei', nested: { added: [1] } },
    });
    client.score({ id: `${ids.root}-n`, name: 'quality', value: 0.7, comment: 'ok' });
    root.score({ id: `${ids.root}-c`, name: 'tone', value: 'warm', dataType: 'CATEGORICAL' });
    root.score({ id: `${ids.root}-b`, name: 'solved', value: 0, dataType: 'BOOLEAN' });
  }

  function generate(root: ReturnType<ReturnType<Langfuse['trace']>['span']>) {
    const generation = root.generation({
      id: ids.generation,
      name: 'write-answer',
      startTime: at(100),
      model: 'claude-3-5-sonnet-20241022',
      modelParameters: { temperature: 1, stop: ['\n', 'END'] },
      input: CHAT,
    });
    generation.update({ completionStartTime: at(350), metadata: { stream: true } });
    generation.update({
      output: ANSWER,
      endTime: at(2_100),
      usageDetails: { input: 10, output: 20, input_cached_tokens: 1_000_000 },
    });
    root.generation({
      id: ids.legacy,
      name: 'legacy-usage',
      startTime: at(3_000),
      endTime: at(3_500),
      model: 'gpt-4o-mini-2024-07-18',
      usage: { promptTokens: 2_000_000, completionTokens: 1_000_000, totalTokens: 3_000_000 },
    });
  }

  it('reports no error to the application', () => {
    expect(errors).toEqual([]);
  });

  it('merges create and update of the trace: last name, union of tags, merged metadata, first time', () => {
    expect(trace).toMatchObject({
      id: traceId,
      name: 'order question',
      userId: 'kunde-ß',
      sessionId,
      tags: ['alpha', 'beta', 'zeta'],
      version: '1.9',
      release: 'web-118',
      environment: 'production',
      public: true,
      input: { question: QUESTION },
      output: { answer: ANSWER.content },
      metadata: { first: 1, second: 'zwei', nested: { kept: true, added: [1] } },
    });
    expect(micros(trace['timestamp'] as string)).toBe(BigInt(START.getTime()) * 1000n);
  });

  it('keeps ids, nesting, types and times', () => {
    const expected = [
      ['handle', ids.root, null, 'SPAN', 1, 60_000],
      ['lookup-order', ids.tool, ids.root, 'SPAN', 2, 30_002],
      ['write-answer', ids.generation, ids.root, 'GENERATION', 100, 2_100],
      ['legacy-usage', ids.legacy, ids.root, 'GENERATION', 3_000, 3_500],
      ['cache-miss', ids.event, ids.root, 'EVENT', 5, null],
    ] as const;
    expect(v1.size).toBe(expected.length);
    for (const [name, id, parentObservationId, type, startMs, endMs] of expected)
      for (const row of [named(v1, name), named(v2, name)]) {
        expect(row).toMatchObject({ name, id, traceId, parentObservationId, type });
        expect(micros(row['startTime'] as string)).toBe(BigInt(at(startMs).getTime()) * 1000n);
        if (endMs) expect(micros(row['endTime'] as string)).toBe(BigInt(at(endMs).getTime()) * 1000n);
      }
  });

  it('keeps input and output, byte for byte where read raw', () => {
    expect(named(v1, 'write-answer')).toMatchObject({ input: CHAT, output: ANSWER });
    expect(named(v2, 'write-answer')).toMatchObject({ input: JSON.stringify(CHAT), output: JSON.stringify(ANSWER) });
    expect(named(v2, 'lookup-order')).toMatchObject({
      input: JSON.stringify(TOOL_INPUT),
      output: JSON.stringify(TOOL_OUTPUT),
    });
    expect(named(v2, 'handle')['input']).toBe(QUESTION);
    expect(named(v2, 'handle')['output']).toBe(LARGE);
  });

  it('keeps model, parameters, usage and time to first token, and prices them', () => {
    const row = named(v1, 'write-answer') as Record<string, Record<string, number>>;
    expect(row).toMatchObject({
      model: 'claude-3-5-sonnet-20241022',
      modelParameters: { temperature: 1 },
      usageDetails: { input: 10, output: 20, input_cached_tokens: 1_000_000 },
      timeToFirstToken: 0.25,
      latency: 2,
      metadata: { stream: true },
    });
    expect(row['costDetails']?.['input']).toBeCloseTo(10 * 3e-6, 12);
    expect(row['costDetails']?.['output']).toBeCloseTo(20 * 15e-6, 12);
  });

  it('reads the first form of usage', () => {
    const row = named(v1, 'legacy-usage') as Record<string, Record<string, number>>;
    expect(row).toMatchObject({
      usageDetails: { input: 2_000_000, output: 1_000_000, total: 3_000_000 },
      usage: { input: 2_000_000, output: 1_000_000, total: 3_000_000, unit: 'TOKENS' },
      promptTokens: 2_000_000,
      completionTokens: 1_000_000,
    });
    expect(row['costDetails']?.['total']).toBeCloseTo(0.3 + 0.6, 9);
  });

  it('keeps levels, status messages and metadata', () => {
    expect(named(v1, 'lookup-order')).toMatchObject({ level: 'ERROR', statusMessage: 'timeout nach 30 s' });
    expect(named(v1, 'handle')).toMatchObject({ level: 'WARNING', metadata: METADATA });
    expect(named(v1, 'cache-miss')).toMatchObject({ level: 'DEBUG', metadata: { key: 'q' } });
  });

  it('keeps scores of trace and observation', () => {
    const scores = byName(trace.scores);
    expect(named(scores, 'quality')).toMatchObject({
      id: `${ids.root}-n`,
      value: 0.7,
      dataType: 'NUMERIC',
      comment: 'ok',
      observationId: null,
    });
    expect(named(scores, 'tone')).toMatchObject({
      dataType: 'CATEGORICAL',
      stringValue: 'warm',
      observationId: ids.root,
    });
    expect(named(scores, 'solved')).toMatchObject({ dataType: 'BOOLEAN', value: 0, observationId: ids.root });
  });

  it('reads all of it back through its own client', async () => {
    expect((await langfuse.fetchTrace(traceId)).data).toMatchObject({ id: traceId, name: 'order question' });
    expect((await langfuse.fetchObservation(ids.generation)).data).toMatchObject({ id: ids.generation, input: CHAT });
    const { data } = await langfuse.fetchTraces({ sessionId, tags: ['beta'], orderBy: 'timestamp.desc' });
    expect(data).toMatchObject([{ id: traceId, sessionId }]);
    const observations = await langfuse.fetchObservations({ traceId, type: 'GENERATION', limit: 1, page: 2 });
    expect(observations).toMatchObject({
      data: [{ traceId }],
      meta: { page: 2, limit: 1, totalItems: 2, totalPages: 2 },
    });
    expect(
      (await langfuse.fetchSessions({ fromTimestamp: new Date('2026-11-17T00:00:00Z') })).data.map(({ id }) => id),
    ).toContain(sessionId);
  });
});
