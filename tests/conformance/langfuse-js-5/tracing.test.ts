import { context, trace as otelTrace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import {
  propagateAttributes,
  setLangfuseTracerProvider,
  startActiveObservation,
  startObservation,
} from '@langfuse/tracing';
import type { LangfuseSpan } from '@langfuse/tracing';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrMicros, micros } from '../../harness/micros.ts';
import { byName, named, readObservationsV2, readTrace, running } from '../../harness/public-api.ts';
import type { Row, TraceRow } from '../../harness/public-api.ts';
import { ANSWER, CHAT, LARGE, METADATA, QUESTION, TOOL_INPUT, TOOL_OUTPUT } from '../payloads.ts';

const START = new Date('2026-11-19T08:00:00.123Z');
const after = (ms: number) => new Date(START.getTime() + ms);
const TAGS = ['beta', 'café', 'support'];

describe('@langfuse/tracing 5 with @langfuse/otel', () => {
  let root: LangfuseSpan;
  let trace: TraceRow;
  let v1: Map<string, Row>;
  let v2: Map<string, Row>;
  const sent = new Map<string, { id: string; startUs: bigint; endUs: bigint; parentId: string | undefined }>();

  beforeAll(async () => {
    const { url, publicKey, secretKey } = running();
    const processor = new LangfuseSpanProcessor({
      publicKey,
      secretKey,
      baseUrl: url,
      environment: 'staging',
      release: 'v5.2.1-rc.1',
      mediaUploadEnabled: false,
    });
    const spans = { onStart() {}, onEnd: remember, forceFlush: async () => {}, shutdown: async () => {} };
    const provider = new NodeTracerProvider({ spanProcessors: [processor, spans] });
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    setLangfuseTracerProvider(provider);
    root = await tell();
    await processor.forceFlush();
    await provider.shutdown();
    trace = await readTrace(root.traceId, { observations: sent.size });
    v1 = byName(trace.observations);
    v2 = await readObservationsV2(root.traceId);
  });

  afterAll(() => {
    setLangfuseTracerProvider(null);
    context.disable();
    otelTrace.disable();
  });

  function remember(span: ReadableSpan) {
    sent.set(span.name, {
      id: span.spanContext().spanId,
      startUs: hrMicros(span.startTime),
      endUs: hrMicros(span.endTime),
      parentId: span.parentSpanContext?.spanId,
    });
  }

  it('keeps the trace: id, name, user, session, tags, release, version, environment, metadata and time', () => {
    expect(trace).toMatchObject({
      id: root.traceId,
      name: 'answer-ticket',
      userId: 'user-ünï-7',
      sessionId: 'session/5?a=b',
      tags: TAGS,
      release: 'v5.2.1-rc.1',
      version: '2026.11',
      environment: 'staging',
      public: true,
      projectId: running().projectId,
    });
    expect(trace['metadata']).toMatchObject({ tenant: 'acme', plan: 'größer' });
    expect(micros(trace['timestamp'] as string)).toBe(sent.get('support-request')!.startUs);
  });

  it('keeps what went into and came out of the trace', () => {
    expect(trace['input']).toEqual({ question: QUESTION });
    expect(trace['output']).toEqual({ answer: ANSWER.content });
  });

  it('keeps every observation with its id, parent and times to the microsecond, in both generations', () => {
    expect(v2.size).toBe(sent.size);
    for (const [name, span] of sent) {
      for (const row of [named(v1, name), named(v2, name)]) {
        expect(row).toMatchObject({
          name,
          id: span.id,
          traceId: root.traceId,
          parentObservationId: span.parentId ?? null,
        });
        expect(micros(row['startTime'] as string)).toBe(span.startUs);
        if (row['type'] !== 'EVENT') expect(micros(row['endTime'] as string)).toBe(span.endUs);
      }
    }
  });

  it('keeps all ten types', () => {
    const types = Object.fromEntries([...v2].map(([name, row]) => [name, row['type']]));
    expect(types).toEqual({
      'support-request': 'SPAN',
      plan: 'AGENT',
      'search-docs': 'RETRIEVER',
      'embed-question': 'EMBEDDING',
      rerank: 'CHAIN',
      'lookup-order': 'TOOL',
      'write-answer': 'GENERATION',
      'check-policy': 'GUARDRAIL',
      'grade-answer': 'EVALUATOR',
      'cache-miss': 'EVENT',
    });
  });

  it('keeps input and output byte for byte, chat messages and large text alike', () => {
    const generation = named(v2, 'write-answer');
    expect(generation['input']).toBe(JSON.stringify(CHAT));
    expect(generation['output']).toBe(JSON.stringify(ANSWER));
    expect(named(v2, 'search-docs')['output']).toBe(LARGE);
    expect(named(v2, 'search-docs')['input']).toBe(QUESTION);
    expect(named(v2, 'lookup-order')['input']).toBe(JSON.stringify(TOOL_INPUT));
    expect(named(v1, 'write-answer')['input']).toEqual(CHAT);
    expect(named(v1, 'lookup-order')['output']).toEqual(TOOL_OUTPUT);
    expect(named(v1, 'search-docs')['output']).toBe(LARGE);
  });

  it('keeps model, parameters, usage with cached tokens, cost and time to first token', () => {
    const row = named(v1, 'write-answer');
    expect(row).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2, max_tokens: 800 },
      usageDetails: { input: 1000, input_cached_tokens: 200, output: 300, output_reasoning_tokens: 50, total: 1550 },
      costDetails: { input: 0.0025, output: 0.003, total: 0.0055 },
      promptName: 'support/answer',
      promptVersion: 7,
    });
    expect(micros(row['completionStartTime'] as string)).toBe(BigInt(after(900).getTime()) * 1000n);
    expect(row['timeToFirstToken']).toBeCloseTo(0.4, 6);
    expect(row['calculatedTotalCost']).toBeCloseTo(0.0055, 12);
    expect(trace['totalCost']).toBeGreaterThanOrEqual(0.0055);
    expect(named(v2, 'write-answer')).toMatchObject({
      providedModelName: 'gpt-4o-2024-08-06',
      model: 'gpt-4o-2024-08-06',
      usageDetails: { input: 1000, output: 300, total: 1550 },
      totalCost: 0.0055,
      promptName: 'support/answer',
    });
  });

  it('prices usage without a cost from the public registry', () => {
    const { usageDetails, costDetails } = named(v1, 'embed-question') as Record<string, Record<string, number>>;
    expect(usageDetails).toMatchObject({ input: 1_000_000 });
    expect(costDetails?.['total']).toBeCloseTo(0.02, 9);
  });

  it('keeps levels and status messages', () => {
    expect(named(v1, 'lookup-order')).toMatchObject({
      level: 'ERROR',
      statusMessage: 'HTTP 503 from orders – ещё раз',
    });
    expect(named(v1, 'check-policy')).toMatchObject({ level: 'WARNING', statusMessage: 'one finding' });
    expect(named(v1, 'cache-miss')).toMatchObject({ level: 'DEBUG' });
    expect(named(v1, 'plan')).toMatchObject({ level: 'DEFAULT' });
  });

  it('keeps metadata with its values', () => {
    // This SDK leaves out what is empty.
    const { empty: _, ...sentMetadata } = METADATA;
    expect(named(v1, 'lookup-order')['metadata']).toMatchObject(sentMetadata);
  });

  it('carries the trace attributes on every observation', () => {
    for (const row of v2.values())
      expect(row).toMatchObject({
        userId: 'user-ünï-7',
        sessionId: 'session/5?a=b',
        environment: 'staging',
        traceName: 'answer-ticket',
        tags: TAGS,
        release: 'v5.2.1-rc.1',
      });
  });
});

function tell(): Promise<LangfuseSpan> {
  const attributes = {
    userId: 'user-ünï-7',
    sessionId: 'session/5?a=b',
    traceName: 'answer-ticket',
    tags: TAGS,
    version: '2026.11',
    metadata: { tenant: 'acme', plan: 'größer' },
  };
  return propagateAttributes(attributes, () =>
    startActiveObservation(
      'support-request',
      async (span) => {
        span.update({ input: { question: QUESTION } });
        plan(span);
        answer(span);
        span.update({ output: { answer: ANSWER.content } });
        span.setTraceIO({ input: { question: QUESTION }, output: { answer: ANSWER.content } });
        span.setTraceAsPublic();
        span.end([Math.floor(START.getTime() / 1000) + 4, 987_654_321]);
        return span;
      },
      { startTime: START, endOnExit: false },
    ),
  );
}

function plan(span: LangfuseSpan) {
  const agent = span.startObservation('plan', { input: QUESTION, metadata: { step: 1 } }, { asType: 'agent' });
  const search = agent.startObservation('search-docs', { input: QUESTION }, { asType: 'retriever' });
  search
    .startObservation(
      'embed-question',
      { input: QUESTION, model: 'text-embedding-3-small', usageDetails: { input: 1_000_000 } },
      { asType: 'embedding' },
    )
    .end();
  search.update({ output: LARGE }).end();
  agent.startObservation('rerank', { input: ['a', 'b'], output: ['b'] }, { asType: 'chain' }).end();
  agent
    .startObservation('lookup-order', { input: TOOL_INPUT, metadata: METADATA }, { asType: 'tool' })
    .update({ output: TOOL_OUTPUT, level: 'ERROR', statusMessage: 'HTTP 503 from orders – ещё раз' })
    .end();
  agent.startObservation('cache-miss', { level: 'DEBUG', input: { key: 'q:1' } }, { asType: 'event' });
  agent.end();
}

function answer(span: LangfuseSpan) {
  const generation = startObservation(
    'write-answer',
    {
      input: CHAT,
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.2, max_tokens: 800 },
      completionStartTime: after(900),
      prompt: { name: 'support/answer', version: 7, isFallback: false },
    },
    { asType: 'generation', startTime: after(500), parentSpanContext: span.otelSpan.spanContext() },
  );
  generation.update({
    output: ANSWER,
    usageDetails: { input: 1000, input_cached_tokens: 200, output: 300, output_reasoning_tokens: 50, total: 1550 },
    costDetails: { input: 0.0025, output: 0.003, total: 0.0055 },
  });
  generation.end([Math.floor(START.getTime() / 1000) + 2, 123_456_789]);
  span
    .startObservation(
      'check-policy',
      { input: ANSWER, level: 'WARNING', statusMessage: 'one finding' },
      { asType: 'guardrail' },
    )
    .end();
  span.startObservation('grade-answer', { input: ANSWER, output: { score: 0.9 } }, { asType: 'evaluator' }).end();
}
