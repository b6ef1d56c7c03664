import { readFileSync, readdirSync } from 'node:fs';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

/** A right request, which the fuzz spoils. */
export interface SampleBody {
  path: string;
  contentType: string;
  bytes: Buffer;
}

const OTLP = '/api/public/otel/v1/traces';
const BATCH = '/api/public/ingestion';
const INGESTION = new URL('../../packages/server/src/features/ingestion/', import.meta.url);

/** What SDKs really sent, recorded; spans by the official protobuf serializer; and one batch with every event type. */
export async function sampleBodies(): Promise<SampleBody[]> {
  const json = (path: string, folder: string) =>
    recorded(folder).map((bytes) => ({ path, contentType: 'application/json', bytes }));
  const protobuf = { path: OTLP, contentType: 'application/x-protobuf', bytes: await protobufExport() };
  const everyEvent = { path: BATCH, contentType: 'application/json', bytes: Buffer.from(JSON.stringify(EVERY_EVENT)) };
  const single = SINGLES.map(([path, body]) => ({
    path: `/api/public/${path}`,
    contentType: 'application/json',
    bytes: Buffer.from(JSON.stringify(body)),
  }));
  // As many protobuf and batch bodies as recorded ones.
  const often = <T>(sample: T) => Array.from({ length: 8 }, () => sample);
  return [
    ...json(OTLP, 'otlp/fixtures/'),
    ...json(BATCH, 'batch/fixtures/'),
    ...often(protobuf),
    ...often(everyEvent),
    ...single,
  ];
}

function recorded(folder: string): Buffer[] {
  const at = new URL(folder, INGESTION);
  const files = readdirSync(at).filter((name) => name.endsWith('.json'));
  return files.map((name) => readFileSync(new URL(name, at))).filter(({ length }) => length < 60_000);
}

async function protobufExport(): Promise<Buffer> {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'fuzz', 'deployment.environment.name': 'fuzz' }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('fuzz', '1.0.0');
  for (let index = 0; index < 4; index += 1) {
    const span = tracer.startSpan(`step ${index}`, { kind: SpanKind.CLIENT });
    span.setAttributes({
      'gen_ai.request.model': 'gpt-4o-mini',
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 3.5,
      'langfuse.trace.tags': ['a', 'b'],
      'langfuse.observation.metadata.k': '{"a":1}',
      'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"text","content":"Привет"}]}]',
      'user.id': 'u',
      flag: true,
    });
    span.addEvent('exception', { 'exception.message': 'late' });
    span.addLink({ context: span.spanContext(), attributes: { why: 'retry' } });
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'timed out' });
    span.end();
  }
  const bytes = ProtobufTraceSerializer.serializeRequest(exporter.getFinishedSpans());
  await provider.shutdown();
  return Buffer.from(bytes ?? []);
}

const AT = '2026-11-18T10:00:00.123456Z';

const STEP = {
  id: 'fuzz-step',
  traceId: 'fuzz-trace',
  parentObservationId: null,
  name: 'step',
  startTime: AT,
  endTime: '2026-11-18T10:00:01Z',
  completionStartTime: AT,
  level: 'WARNING',
  statusMessage: 'slow',
  environment: 'fuzz',
  metadata: { a: { b: [1, 'two', null] } },
  input: [{ role: 'user', content: 'Hello' }],
  output: { role: 'assistant', content: 'Hi', tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] },
  model: 'gpt-4o-mini',
  modelParameters: { temperature: 0.2, stop: ['x'] },
  usage: { promptTokens: 3, completionTokens: 4 },
  usageDetails: { input: 12, output: 3, input_cached_tokens: 4 },
  costDetails: { input: 0.001, output: '0.002' },
  promptName: 'greeting',
  promptVersion: 3,
};

const TRACE = {
  id: 'fuzz-trace',
  timestamp: AT,
  name: 'trace',
  userId: 'u',
  sessionId: 's',
  release: 'r',
  version: '1',
  environment: 'fuzz',
  public: true,
  tags: ['a', 'b'],
  metadata: { a: { b: 1 } },
  input: 'in',
  output: { out: true },
};

const SCORE = {
  id: 'fuzz-score',
  traceId: 'fuzz-trace',
  name: 'good',
  value: 0.5,
  comment: 'well',
  metadata: { a: 1 },
};

const STEP_EVENTS = [
  ...['event-create', 'span-create', 'span-update', 'generation-create', 'generation-update', 'agent-create'],
  ...['tool-create', 'chain-create', 'retriever-create', 'evaluator-create', 'embedding-create', 'guardrail-create'],
];

const EVERY_EVENT = {
  batch: [
    { id: 'e-trace', type: 'trace-create', timestamp: AT, body: TRACE },
    { id: 'e-score', type: 'score-create', timestamp: AT, body: SCORE },
    { id: 'e-log', type: 'sdk-log', timestamp: AT, body: { log: { message: 'queue full' } } },
    ...STEP_EVENTS.map((type, index) => ({
      id: `e-${index}`,
      type,
      timestamp: AT,
      body: { ...STEP, id: `fuzz-step-${index % 3}` },
    })),
    { id: 'e-typed', type: 'observation-create', timestamp: AT, body: { ...STEP, type: 'AGENT' } },
    { id: 'e-typed-update', type: 'observation-update', timestamp: AT, body: { ...STEP, type: 'TOOL' } },
  ],
  metadata: { sdk_name: 'fuzz', sdk_version: '1' },
};

const SINGLES: [path: string, body: object][] = [
  ['traces', TRACE],
  ['spans', STEP],
  ['generations', { ...STEP, prompt: 'p', completion: 'c' }],
  ['events', STEP],
  ['scores', SCORE],
];
