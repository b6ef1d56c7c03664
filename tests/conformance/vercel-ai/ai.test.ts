import { LegacyOpenTelemetry, OpenTelemetry } from '@ai-sdk/otel';
import { context, trace as api } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { embed, generateText, isStepCount, simulateReadableStream, streamText, tool } from 'ai';
import type { Telemetry } from 'ai';
import { MockEmbeddingModelV4, MockLanguageModelV4 } from 'ai/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { basicAuth, readTrace, running } from '../../harness/public-api.ts';
import type { Row, TraceRow } from '../../harness/public-api.ts';

const QUESTION = 'Wie wird das Wetter in Zürich? ☔';
const ANSWER = 'Es regnet – 12 °C.';

describe.each([
  [
    'OpenTelemetry',
    12,
    (provider: NodeTracerProvider) => new OpenTelemetry({ tracer: provider.getTracer('gen_ai'), usage: true }),
  ],
  [
    'LegacyOpenTelemetry',
    9,
    (provider: NodeTracerProvider) => new LegacyOpenTelemetry({ tracer: provider.getTracer('ai') }),
  ],
])('Vercel AI SDK 7 with %s', (integrationName, steps, integrate) => {
  const sessionId = `ai-${integrationName}-${Date.now()}`;
  let traceId: string;
  let trace: TraceRow;
  const ofType = (type: string) => trace.observations.filter((row) => row['type'] === type);

  beforeAll(async () => {
    const { url } = running();
    const exporter = new OTLPTraceExporter({ url: `${url}/api/public/otel/v1/traces`, headers: basicAuth() });
    const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
    provider.register();
    const root = provider.getTracer('app').startSpan('forecast-request', {
      attributes: { 'user.id': 'ai-user', 'session.id': sessionId, 'langfuse.trace.tags': ['weather', 'mock'] },
    });
    traceId = root.spanContext().traceId;
    await context.with(api.setSpan(context.active(), root), () => converse(integrate(provider)));
    root.end();
    await provider.forceFlush();
    await provider.shutdown();
    trace = await readTrace(traceId, { observations: steps });
  });

  afterAll(() => {
    api.disable();
    context.disable();
  });

  it('makes one trace of the whole request', () => {
    expect(trace).toMatchObject({ name: 'forecast-request', userId: 'ai-user', sessionId, tags: ['mock', 'weather'] });
    const roots = trace.observations.filter((row) => row['parentObservationId'] === null);
    expect(roots).toMatchObject([{ name: 'forecast-request', type: 'SPAN' }]);
  });

  it('shows the tool call with its arguments and result', () => {
    expect(ofType('TOOL')).toMatchObject([
      { name: 'weather', input: { city: 'Zürich' }, output: { sky: 'Regen', celsius: 12 } },
    ]);
  });

  it('shows model calls with messages, model, parameters and exclusive token classes', () => {
    const [call] = modelCalls();
    expect(call).toMatchObject({
      model: 'gpt-5-2025-08-07',
      modelParameters: { temperature: 0.3 },
      usageDetails: { input: 700, input_cached_tokens: 300, output: 150, output_reasoning_tokens: 50 },
    });
    expect(JSON.stringify(call?.['input'])).toContain(QUESTION);
    expect(JSON.stringify(call?.['input'])).toContain('You are brief');
    expect(JSON.stringify(call?.['output'])).toContain('Zürich');
    expect(JSON.stringify(modelCalls()[1]?.['output'])).toContain(ANSWER);
  });

  it('counts tokens and cost of a call once, not again in the spans around it', () => {
    const spent = trace.observations.map((row) => (row['usageDetails'] as Record<string, number>)['total'] ?? 0);
    expect(spent.reduce((sum, total) => sum + total, 0)).toBe(3 * 1200 + 7);
    const perCall = 700 * 1.25e-6 + 300 * 0.125e-6 + 200 * 10e-6;
    expect(trace['totalCost']).toBeCloseTo(3 * perCall + 7 * 0.02e-6, 9);
  });

  it('shows the embedding', () => {
    expect(ofType('EMBEDDING').map((row) => row['model'])).toContain('text-embedding-3-small');
  });

  it('knows when a streamed answer began', () => {
    const streamed = modelCalls().find((row) => JSON.stringify(row['output']).includes('Hallo, Welt'));
    expect(streamed?.['completionStartTime']).toEqual(expect.any(String));
    expect(streamed?.['timeToFirstToken']).toBeGreaterThan(0);
  });

  function modelCalls(): Row[] {
    return ofType('GENERATION')
      .filter((row) => row['model'] && (row['usageDetails'] as Record<string, number>)['total'])
      .toSorted((a, b) => `${a['startTime'] as string}`.localeCompare(b['startTime'] as string));
  }
});

async function converse(integration: Telemetry) {
  const telemetry = (functionId: string) => ({ functionId, integrations: [integration] });
  await generateText({
    model: answeringModel(),
    instructions: 'You are brief.',
    prompt: QUESTION,
    temperature: 0.3,
    stopWhen: isStepCount(3),
    telemetry: telemetry('chat'),
    tools: {
      weather: tool({
        description: 'Current weather',
        inputSchema: z.object({ city: z.string() }),
        execute: async () => ({ sky: 'Regen', celsius: 12 }),
      }),
    },
  });
  await embed({ model: embeddingModel(), value: QUESTION, telemetry: telemetry('embeddings') });
  await streamText({ model: streamingModel(), prompt: 'Hallo', telemetry: telemetry('streaming') }).text;
}

const USAGE = {
  inputTokens: { total: 1000, noCache: 700, cacheRead: 300, cacheWrite: 0 },
  outputTokens: { total: 200, text: 150, reasoning: 50 },
};
const RESPONSE = { id: 'response', modelId: 'gpt-5-2025-08-07', timestamp: new Date('2026-11-18T09:00:00Z') };
const STOP = { unified: 'stop', raw: 'stop' } as const;

function answeringModel() {
  return new MockLanguageModelV4({
    provider: 'openai.chat',
    modelId: 'gpt-5',
    doGenerate: [
      {
        content: [{ type: 'tool-call', toolCallId: 'call-1', toolName: 'weather', input: '{"city":"Zürich"}' }],
        finishReason: { unified: 'tool-calls', raw: 'tool_calls' },
        usage: USAGE,
        warnings: [],
        response: RESPONSE,
      },
      { content: [{ type: 'text', text: ANSWER }], finishReason: STOP, usage: USAGE, warnings: [], response: RESPONSE },
    ],
  });
}

function streamingModel() {
  return new MockLanguageModelV4({
    provider: 'openai.chat',
    modelId: 'gpt-5',
    doStream: {
      stream: simulateReadableStream({
        chunkDelayInMs: 5,
        chunks: [
          { type: 'stream-start', warnings: [] },
          { type: 'text-start', id: '1' },
          { type: 'text-delta', id: '1', delta: 'Hallo, ' },
          { type: 'text-delta', id: '1', delta: 'Welt' },
          { type: 'text-end', id: '1' },
          { type: 'finish', finishReason: STOP, usage: USAGE },
        ],
      }),
    },
  });
}

function embeddingModel() {
  const doEmbed = async () => ({ embeddings: [[0.25, -0.5]], usage: { tokens: 7 }, warnings: [] });
  return new MockEmbeddingModelV4({ modelId: 'text-embedding-3-small', doEmbed });
}
