import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { MadeStep, MadeTrace } from './made-trace.ts';
import { ProtobufWriter } from './protobuf-writer.ts';
import type { PreparedRequest } from './prepared-request.ts';

/** Traces as one OTLP export, protobuf and gzip, by the field numbers of opentelemetry-proto 1.x. */
export function otlpRequest(traces: readonly MadeTrace[]): PreparedRequest {
  const traceIds = traces.map(() => randomBytes(16));
  const body = new ProtobufWriter().message(1, (resourceSpans) => {
    resourceSpans.message(1, (resource) => {
      attribute(resource, 1, 'service.name', 'bench');
      attribute(resource, 1, 'telemetry.sdk.language', 'nodejs');
      attribute(resource, 1, 'deployment.environment.name', traces[0]?.environment ?? 'production');
    });
    resourceSpans.message(2, (scopeSpans) => {
      scopeSpans.message(1, (scope) => scope.text(1, 'langfuse-sdk').text(2, '5.11.1'));
      for (const [index, trace] of traces.entries()) writeSpans(scopeSpans, trace, traceIds[index] ?? randomBytes(16));
    });
  });
  const plain = body.finish();
  return {
    path: '/api/public/otel/v1/traces',
    headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' },
    body: gzipSync(plain, { level: 1 }),
    plainBytes: plain.length,
    observations: traces.reduce((sum, { steps }) => sum + steps.length, 0),
    events: traces.reduce((sum, { steps }) => sum + steps.length, 0),
    lastTraceId: traceIds.at(-1)?.toString('hex') ?? '',
  };
}

function writeSpans(scopeSpans: ProtobufWriter, trace: MadeTrace, traceId: Buffer): void {
  const ids = trace.steps.map(() => randomBytes(8));
  for (const [index, step] of trace.steps.entries()) {
    scopeSpans.message(2, (span) => {
      span.bytes(1, traceId).bytes(2, ids[index] ?? randomBytes(8));
      if (step.parent !== null) span.bytes(4, ids[step.parent] ?? randomBytes(8));
      span.text(5, step.name).int(6, 1).fixed64(7, nanos(step.startMs)).fixed64(8, nanos(step.endMs));
      const write = trace.dialect === 'langfuse' ? writeLangfuse : writeGenAi;
      write(span, trace, step);
      if (step.failed) span.message(15, (status) => status.text(2, 'upstream timed out').int(3, 2));
    });
  }
}

function writeLangfuse(span: ProtobufWriter, trace: MadeTrace, step: MadeStep): void {
  const put = (name: string, value: string) => attribute(span, 9, name, value);
  put('langfuse.observation.type', step.kind.toLowerCase());
  put('langfuse.trace.name', trace.name);
  put('user.id', trace.userId);
  put('session.id', trace.sessionId);
  put('langfuse.trace.tags', JSON.stringify(trace.tags));
  put('langfuse.environment', trace.environment);
  put('langfuse.observation.input', step.input);
  put('langfuse.observation.output', step.output);
  for (const [key, value] of Object.entries(step.metadata)) put(`langfuse.observation.metadata.${key}`, value);
  if (step.model === null) return;
  put('langfuse.observation.model.name', step.model);
  put('langfuse.observation.model.parameters', '{"temperature":0.2,"max_tokens":1024}');
  put('langfuse.observation.usage_details', JSON.stringify(step.tokens));
}

function writeGenAi(span: ProtobufWriter, trace: MadeTrace, step: MadeStep): void {
  const put = (name: string, value: string) => attribute(span, 9, name, value);
  put('user.id', trace.userId);
  put('session.id', trace.sessionId);
  if (step.model === null) {
    put('input', step.input);
    put('output', step.output);
    for (const [key, value] of Object.entries(step.metadata)) put(`app.${key}`, value);
    return;
  }
  put('gen_ai.operation.name', 'chat');
  put('gen_ai.provider.name', 'openai');
  put('gen_ai.request.model', step.model);
  put('gen_ai.input.messages', JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: step.input }] }]));
  put(
    'gen_ai.output.messages',
    JSON.stringify([{ role: 'assistant', parts: [{ type: 'text', content: step.output }], finish_reason: 'stop' }]),
  );
  integer(span, 'gen_ai.usage.input_tokens', step.tokens.input);
  integer(span, 'gen_ai.usage.output_tokens', step.tokens.output);
}

function attribute(to: ProtobufWriter, field: number, name: string, value: string): void {
  to.message(field, (pair) => pair.text(1, name).message(2, (any) => any.text(1, value)));
}

function integer(to: ProtobufWriter, name: string, value: number): void {
  to.message(9, (pair) => pair.text(1, name).message(2, (any) => any.int(3, value)));
}

function nanos(ms: number): bigint {
  return BigInt(Math.round(ms)) * 1_000_000n;
}
