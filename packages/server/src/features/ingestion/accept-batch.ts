import type { IncomingMessage } from 'node:http';
import type { IngestionResponse } from '@tidemark/contract/ingestion/batch';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { parseJson } from '#platform/http/parse-json';
import { readBody } from '#platform/http/read-body';
import type { RequestBody } from '#platform/http/read-body';
import { batchResponse, readBatch } from './batch/read-batch.ts';
import type { BatchAccess } from './batch/read-batch.ts';
import type { WrappedBody, EventStamp } from './batch/legacy-events.ts';
import { countRefusal } from './count-refusal.ts';
import { keepRequest } from './kept-request.ts';
import type { OutcomeCounter } from './outcome-counter.ts';
import { sdkOf } from './sdk-headers.ts';

/** A batch may hold one 10 MB payload with room to spare. */
export const BATCH_LIMITS = { wireBytes: 20 * 2 ** 20, inflatedBytes: 32 * 2 ** 20 };

export interface Accepting {
  ctx: ProjectCtx;
  counter: OutcomeCounter;
  request: IncomingMessage;
}

/** Checks every event, keeps the message, and answers per event. A message without a single good event is not kept. */
export async function acceptBatch(accepting: Accepting): Promise<IngestionResponse> {
  return countRefusal(accepting, async () => {
    const body = await readBody(accepting.request, BATCH_LIMITS);
    return keepBatch(accepting, parseJson(body.bytes, 'Invalid request data'), body);
  });
}

/** One object of the first API generation, as a batch of one event. Rejects with `invalid` when the object is refused. */
export async function acceptSingle(
  accepting: Accepting,
  wrap: (body: unknown, stamp: EventStamp) => WrappedBody,
): Promise<{ id: string }> {
  return countRefusal(accepting, async () => {
    const { clock } = accepting.ctx;
    const { bytes } = await readBody(accepting.request, BATCH_LIMITS);
    const stamp = { id: clock.newId(), timestamp: new Date(clock.nowMs()).toISOString() };
    const wrapped = wrap(parseJson(bytes, 'Invalid request data'), stamp);
    const wire = Buffer.from(JSON.stringify(wrapped.batch));
    const { errors } = await keepBatch(accepting, wrapped.batch, { bytes: wire, wire, encoding: 'identity' });
    const [refused] = errors;
    if (refused)
      throw new AppError('invalid', 'Invalid request data', { details: { error: refused.error ?? refused.message } });
    return { id: wrapped.id };
  });
}

async function keepBatch(
  { ctx, counter, request }: Accepting,
  parsed: unknown,
  body: RequestBody,
): Promise<IngestionResponse> {
  const access: BatchAccess = ctx.actor.may('telemetry:write') ? 'all' : 'scores';
  const read = readBatch(parsed, access);
  const sdk = sdkOf(request.headers);
  if (read.accepted.length > 0) {
    await keepRequest(ctx, {
      projectId: ctx.projectId,
      head: {
        kind: 'batch',
        receivedUs: ctx.clock.nowUs(),
        apiKeyId: ctx.actor.id,
        access,
        sdkName: sdk.sdkName || read.sdk.name,
        sdkVersion: sdk.sdkVersion || read.sdk.version,
      },
      body,
    });
  }
  counter.add(ctx.projectId, 'received', read.accepted.length + read.errors.length, 'batch');
  for (const error of read.errors) counter.add(ctx.projectId, 'refused', 1, error.message ?? 'invalid event');
  return batchResponse(read);
}
