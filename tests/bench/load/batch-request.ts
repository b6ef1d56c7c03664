import { randomBytes, randomUUID } from 'node:crypto';
import type { MadeStep, MadeTrace } from './made-trace.ts';
import type { PreparedRequest } from './prepared-request.ts';

/**
 * Traces as the batch API takes them from the older SDKs: each step is created with its input, and updated with its
 * output when it has ended.
 */
export function batchRequest(traces: readonly MadeTrace[]): PreparedRequest {
  const traceIds = traces.map(() => randomBytes(16).toString('hex'));
  const batch = traces.flatMap((trace, index) => eventsOf(trace, traceIds[index] ?? ''));
  const body = Buffer.from(JSON.stringify({ batch, metadata: { sdk_name: 'bench', sdk_version: '3.38.0' } }));
  return {
    path: '/api/public/ingestion',
    headers: { 'content-type': 'application/json' },
    body,
    plainBytes: body.length,
    observations: traces.reduce((sum, { steps }) => sum + steps.length, 0),
    events: batch.length,
    lastTraceId: traceIds.at(-1) ?? '',
  };
}

function eventsOf(trace: MadeTrace, traceId: string): object[] {
  const [root] = trace.steps;
  const { name, userId, sessionId, tags, environment } = trace;
  const stepIds = trace.steps.map(() => randomUUID());
  return [
    event('trace-create', root?.startMs ?? 0, { id: traceId, name, userId, sessionId, tags, environment }),
    ...trace.steps.map((step, index) => {
      const parentId = step.parent === null ? undefined : stepIds[step.parent];
      return createOf(step, { id: stepIds[index], traceId, parentObservationId: parentId, environment });
    }),
    ...trace.steps.map((step, index) => updateOf(step, { id: stepIds[index], traceId })),
  ];
}

function createOf(step: MadeStep, ids: object): object {
  const { name, startMs, input, metadata, model } = step;
  const startTime = new Date(startMs).toISOString();
  const body = { ...ids, name, startTime, input, metadata };
  return model === null
    ? event('span-create', startMs, body)
    : event('generation-create', startMs, { ...body, model, modelParameters: { temperature: 0.2 } });
}

function updateOf(step: MadeStep, ids: object): object {
  const { endMs, output, failed, tokens, model } = step;
  const body = { ...ids, output, endTime: new Date(endMs).toISOString(), level: failed ? 'ERROR' : 'DEFAULT' };
  return model === null
    ? event('span-update', endMs, body)
    : event('generation-update', endMs, { ...body, usageDetails: tokens });
}

function event(type: string, atMs: number, body: object): object {
  return { id: randomUUID(), type, timestamp: new Date(atMs).toISOString(), body };
}
