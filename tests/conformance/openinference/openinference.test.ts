import {
  MimeType,
  OpenInferenceSpanKind,
  SemanticConventions as Names,
} from '@arizeai/openinference-semantic-conventions';
import { ROOT_CONTEXT, SpanStatusCode, trace as api } from '@opentelemetry/api';
import type { Attributes, Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { basicAuth, byName, named, readObservationsV2, readTrace, running } from '../../harness/public-api.ts';
import type { Row, TraceRow } from '../../harness/public-api.ts';
import { LARGE, QUESTION } from '../payloads.ts';

const ANSWER = 'Ça coûte 4,90 € — 無料ではない';

describe('OpenInference attributes over OTLP', () => {
  let traceId: string;
  let trace: TraceRow;
  let v1: Map<string, Row>;
  let v2: Map<string, Row>;

  beforeAll(async () => {
    const { url } = running();
    const exporter = new OTLPTraceExporter({ url: `${url}/api/public/otel/v1/traces`, headers: basicAuth() });
    const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
    traceId = tell(provider);
    await provider.forceFlush();
    await provider.shutdown();
    trace = await readTrace(traceId, { observations: SPANS.length + 1 });
    v1 = byName(trace.observations);
    v2 = await readObservationsV2(traceId);
  });

  it('maps every span kind to its type', () => {
    const types = Object.fromEntries([...v2].map(([name, row]) => [name, row['type']]));
    expect(types).toEqual({
      'rag-pipeline': 'CHAIN',
      VectorStoreRetriever: 'RETRIEVER',
      OpenAIEmbeddings: 'EMBEDDING',
      CohereRerank: expect.stringMatching(/^(CHAIN|RETRIEVER|SPAN)$/),
      ChatOpenAI: 'GENERATION',
      calculator: 'TOOL',
      ReActAgent: 'AGENT',
      LlamaGuard: 'GUARDRAIL',
      Hallucination: 'EVALUATOR',
    });
  });

  it('keeps session, user, tags and metadata', () => {
    expect(trace).toMatchObject({ sessionId: 'oi-session-é', userId: 'oi-user', tags: ['offline', 'rag'] });
    expect(named(v1, 'rag-pipeline')['metadata']).toMatchObject({ experiment: 'k=8', retries: 2 });
  });

  it('keeps input and output values byte for byte', () => {
    expect(named(v2, 'rag-pipeline')).toMatchObject({ input: QUESTION, output: ANSWER });
    expect(named(v2, 'calculator')).toMatchObject({
      input: '{"expression": "4.90*2",  "exact": true}',
      output: '9.80',
    });
    expect(named(v2, 'VectorStoreRetriever')['output']).toBe(LARGE);
  });

  it('keeps flattened messages, model, parameters and usage, counted once', () => {
    const row = named(v1, 'ChatOpenAI');
    expect(row).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: { temperature: 0.1, max_tokens: 256 },
      usageDetails: { input: 1500, input_cached_tokens: 500, output: 80, total: 2080 },
    });
    expect(JSON.stringify(row['input'])).toContain(JSON.stringify(QUESTION).slice(1, -1));
    expect(JSON.stringify(row['output'])).toContain(ANSWER);
    const { costDetails } = row as Record<string, Record<string, number>>;
    expect(costDetails?.['total']).toBeCloseTo(1500 * 2.5e-6 + 500 * 1.25e-6 + 80 * 10e-6, 9);
  });

  it('shows the failed agent with its message', () => {
    expect(named(v1, 'ReActAgent')).toMatchObject({ level: 'ERROR', statusMessage: 'iteration limit' });
  });
});

const kind = (value: OpenInferenceSpanKind) => ({ [Names.OPENINFERENCE_SPAN_KIND]: value });
const io = (input: string, output: string): Attributes => ({
  [Names.INPUT_VALUE]: input,
  [Names.OUTPUT_VALUE]: output,
});

const SPANS: [string, Attributes][] = [
  ['VectorStoreRetriever', { ...kind(OpenInferenceSpanKind.RETRIEVER), ...io(QUESTION, LARGE) }],
  [
    'OpenAIEmbeddings',
    { ...kind(OpenInferenceSpanKind.EMBEDDING), [Names.EMBEDDING_MODEL_NAME]: 'text-embedding-3-small' },
  ],
  ['CohereRerank', kind(OpenInferenceSpanKind.RERANKER)],
  ['ChatOpenAI', { ...kind(OpenInferenceSpanKind.LLM), ...chatAttributes() }],
  [
    'calculator',
    {
      ...kind(OpenInferenceSpanKind.TOOL),
      [Names.TOOL_NAME]: 'calculator',
      ...io('{"expression": "4.90*2",  "exact": true}', '9.80'),
    },
  ],
  ['ReActAgent', kind(OpenInferenceSpanKind.AGENT)],
  ['LlamaGuard', kind(OpenInferenceSpanKind.GUARDRAIL)],
  ['Hallucination', kind(OpenInferenceSpanKind.EVALUATOR)],
];

function chatAttributes(): Attributes {
  const message = (list: string, index: number, field: string) => `${list}.${index}.${field}`;
  return {
    [Names.LLM_MODEL_NAME]: 'gpt-4o-2024-08-06',
    [Names.LLM_INVOCATION_PARAMETERS]: '{"temperature":0.1,"max_tokens":256}',
    [message(Names.LLM_INPUT_MESSAGES, 0, Names.MESSAGE_ROLE)]: 'system',
    [message(Names.LLM_INPUT_MESSAGES, 0, Names.MESSAGE_CONTENT)]: 'Answer from the documents only.',
    [message(Names.LLM_INPUT_MESSAGES, 1, Names.MESSAGE_ROLE)]: 'user',
    [message(Names.LLM_INPUT_MESSAGES, 1, Names.MESSAGE_CONTENT)]: QUESTION,
    [message(Names.LLM_OUTPUT_MESSAGES, 0, Names.MESSAGE_ROLE)]: 'assistant',
    [message(Names.LLM_OUTPUT_MESSAGES, 0, Names.MESSAGE_CONTENT)]: ANSWER,
    [Names.LLM_TOKEN_COUNT_PROMPT]: 2000,
    [Names.LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ]: 500,
    [Names.LLM_TOKEN_COUNT_COMPLETION]: 80,
    [Names.LLM_TOKEN_COUNT_TOTAL]: 2080,
  };
}

function tell(provider: NodeTracerProvider): string {
  const tracer = provider.getTracer('@arizeai/openinference-instrumentation-langchain', '4.0.1');
  const root = tracer.startSpan('rag-pipeline', {
    attributes: {
      ...kind(OpenInferenceSpanKind.CHAIN),
      ...io(QUESTION, ANSWER),
      [Names.INPUT_MIME_TYPE]: MimeType.TEXT,
      [Names.SESSION_ID]: 'oi-session-é',
      [Names.USER_ID]: 'oi-user',
      [Names.TAG_TAGS]: ['rag', 'offline'],
      [Names.METADATA]: '{"experiment":"k=8","retries":2}',
    },
  });
  for (const [name, attributes] of SPANS)
    tellStep(tracer.startSpan(name, { attributes }, api.setSpan(ROOT_CONTEXT, root)), name);
  root.end();
  return root.spanContext().traceId;
}

function tellStep(span: Span, name: string) {
  if (name === 'ReActAgent') span.setStatus({ code: SpanStatusCode.ERROR, message: 'iteration limit' });
  span.end();
}
