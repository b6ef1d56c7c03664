import { SpanKind, SpanStatusCode, trace as api, ROOT_CONTEXT } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { micros } from '../../harness/micros.ts';
import { basicAuth, byName, named, readObservationsV2, readTrace, running } from '../../harness/public-api.ts';
import type { Row, TraceRow } from '../../harness/public-api.ts';
import { LARGE, QUESTION } from '../payloads.ts';

const SECONDS = Date.parse('2026-11-18T12:00:00Z') / 1000;
const INPUT = [{ role: 'user', parts: [{ type: 'text', content: QUESTION }] }];
const OUTPUT = [{ role: 'assistant', parts: [{ type: 'text', content: 'Ça coûte 4,90 €' }], finish_reason: 'stop' }];

describe.each([
  ['protobuf, gzip', ProtobufExporter, CompressionAlgorithm.GZIP],
  ['protobuf', ProtobufExporter, CompressionAlgorithm.NONE],
  ['JSON, gzip', JsonExporter, CompressionAlgorithm.GZIP],
  ['JSON', JsonExporter, CompressionAlgorithm.NONE],
] as const)('OTLP/HTTP exporter (%s) with GenAI attributes', (form, Exporter, compression) => {
  let traceId: string;
  let ids: Record<'agent' | 'chat' | 'tool', string>;
  let trace: TraceRow;
  let v1: Map<string, Row>;
  let v2: Map<string, Row>;

  beforeAll(async () => {
    const { url } = running();
    const exporter = new Exporter({ url: `${url}/api/public/otel/v1/traces`, headers: basicAuth(), compression });
    const provider = new NodeTracerProvider({
      resource: resourceFromAttributes({
        'service.name': 'checkout',
        'deployment.environment.name': 'staging',
        'service.version': '3.4.0',
      }),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    ({ traceId, ids } = tell(provider, form));
    await provider.forceFlush();
    await provider.shutdown();
    trace = await readTrace(traceId, { observations: 3 });
    v1 = byName(trace.observations);
    v2 = await readObservationsV2(traceId);
  });

  it('keeps ids, nesting and nanosecond times to the microsecond', () => {
    const { agent, chat, tool } = ids;
    for (const rows of [v1, v2]) {
      expect(named(rows, 'invoke_agent planner')).toMatchObject({
        id: agent,
        traceId,
        parentObservationId: null,
        type: 'AGENT',
      });
      expect(named(rows, 'chat gpt-5')).toMatchObject({ id: chat, parentObservationId: agent, type: 'GENERATION' });
      expect(named(rows, 'get_weather')).toMatchObject({ id: tool, parentObservationId: agent, type: 'TOOL' });
      expect(micros(named(rows, 'chat gpt-5')['startTime'] as string)).toBe(BigInt(SECONDS) * 1_000_000n + 123_456n);
      expect(micros(named(rows, 'chat gpt-5')['endTime'] as string)).toBe(BigInt(SECONDS + 2) * 1_000_000n + 999_999n);
    }
  });

  it('makes a trace of it, with session, user, environment and version', () => {
    expect(trace).toMatchObject({
      id: traceId,
      name: 'invoke_agent planner',
      sessionId: `conversation-${form}`,
      userId: 'otel-user',
      environment: 'staging',
      version: '3.4.0',
    });
  });

  it('keeps messages byte for byte', () => {
    expect(named(v2, 'chat gpt-5')['input']).toBe(JSON.stringify(INPUT));
    expect(named(v2, 'chat gpt-5')['output']).toBe(JSON.stringify(OUTPUT));
    expect(named(v1, 'chat gpt-5')).toMatchObject({ input: INPUT, output: OUTPUT });
    expect(named(v2, 'get_weather')['input']).toBe('{"city":"Zürich"}');
    expect(named(v2, 'get_weather')['output']).toBe(LARGE);
  });

  it('keeps model, parameters and usage, with cached and reasoning tokens counted once', () => {
    expect(named(v1, 'chat gpt-5')).toMatchObject({
      model: 'gpt-5-2025-08-07',
      modelParameters: { temperature: 0.5, max_tokens: 100 },
      usageDetails: { input: 700, input_cached_tokens: 300, output: 150, output_reasoning_tokens: 50, total: 1200 },
    });
    const { costDetails } = named(v1, 'chat gpt-5') as Record<string, Record<string, number>>;
    expect(costDetails?.['total']).toBeCloseTo(700 * 1.25e-6 + 300 * 0.125e-6 + 150 * 10e-6 + 50 * 10e-6, 9);
  });

  it('shows a failed span as an error with its message', () => {
    expect(named(v1, 'get_weather')).toMatchObject({ level: 'ERROR', statusMessage: 'weather service: 503 – später' });
  });
});

function tell(provider: NodeTracerProvider, form: string) {
  const tracer = provider.getTracer('opentelemetry.instrumentation.openai_v2', '2.1.0');
  const under = (span: Span) => api.setSpan(ROOT_CONTEXT, span);
  const agent = tracer.startSpan('invoke_agent planner', {
    kind: SpanKind.INTERNAL,
    startTime: [SECONDS, 1_000],
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'planner',
      'gen_ai.conversation.id': `conversation-${form}`,
      'user.id': 'otel-user',
    },
  });
  const chat = tracer.startSpan(
    'chat gpt-5',
    { kind: SpanKind.CLIENT, startTime: [SECONDS, 123_456_789], attributes: CHAT_ATTRIBUTES },
    under(agent),
  );
  chat.end([SECONDS + 2, 999_999_999]);
  const tool = tracer.startSpan(
    'execute_tool get_weather',
    {
      startTime: [SECONDS + 3, 0],
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'get_weather',
        'gen_ai.tool.call.id': 'call_1',
        'gen_ai.tool.call.arguments': '{"city":"Zürich"}',
        'gen_ai.tool.call.result': LARGE,
      },
    },
    under(agent),
  );
  tool.recordException(new Error('503'));
  tool.setStatus({ code: SpanStatusCode.ERROR, message: 'weather service: 503 – später' });
  tool.end([SECONDS + 4, 5_000]);
  agent.end([SECONDS + 5, 0]);
  const id = (span: Span) => span.spanContext().spanId;
  return { traceId: agent.spanContext().traceId, ids: { agent: id(agent), chat: id(chat), tool: id(tool) } };
}

const CHAT_ATTRIBUTES = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-5',
  'gen_ai.response.model': 'gpt-5-2025-08-07',
  'gen_ai.request.temperature': 0.5,
  'gen_ai.request.max_tokens': 100,
  'gen_ai.usage.input_tokens': 1000,
  'gen_ai.usage.output_tokens': 200,
  'gen_ai.usage.cache_read.input_tokens': 300,
  'gen_ai.usage.reasoning.output_tokens': 50,
  'gen_ai.input.messages': JSON.stringify(INPUT),
  'gen_ai.output.messages': JSON.stringify(OUTPUT),
};
