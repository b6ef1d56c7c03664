import type { IngestionResponse } from '@tidemark/contract/ingestion/batch';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { parseJson } from '#platform/http/parse-json';
import { readBody } from '#platform/http/read-body';
import { inTurns } from '#platform/process/slices';
import type { RequestBody } from '#platform/http/read-body';
import type { Accepting, Seen } from './accepting.ts';
import { batchResponse, readBatchInSlices } from './batch/read-batch.ts';
import type { BatchAccess } from './batch/read-batch.ts';
import type { WrappedBody, EventStamp } from './batch/legacy-events.ts';
import { countRefusal } from './count-refusal.ts';
import { keepRequest } from './kept-request.ts';
import { maskEvents, withoutMask } from './masking/mask-body.ts';
import { offerParts } from './offer-samples.ts';
import { sdkOf } from './sdk-headers.ts';
import { tallyOfRequest } from './tally.ts';

/** A batch may hold one 10 MB payload with room to spare. */
export const BATCH_LIMITS = { wireBytes: 20 * 2 ** 20, inflatedBytes: 32 * 2 ** 20 };

/** Checks every event, keeps the message, and answers per event. A message without a single good event is not kept. */
export async function acceptBatch(accepting: Accepting): Promise<IngestionResponse> {
  return countRefusal(accepting, async (seen) => {
    const body = await readBody(accepting.request, BATCH_LIMITS);
    seen.body = await withoutMask(accepting.ctx, body);
    return keepBatch(accepting, { parsed: parseJson(body.bytes, 'Invalid request data'), body, seen });
  });
}

/** One object of the first API generation, as a batch of one event. Rejects with `invalid` when the object is refused. */
export async function acceptSingle(
  accepting: Accepting,
  wrap: (body: unknown, stamp: EventStamp) => WrappedBody,
): Promise<{ id: string }> {
  return countRefusal(accepting, async (seen) => {
    const body = await readBody(accepting.request, BATCH_LIMITS);
    seen.body = await withoutMask(accepting.ctx, body);
    return keepSingle(accepting, wrap(parseJson(body.bytes, 'Invalid request data'), stampOf(accepting.ctx)), seen);
  });
}

/** Rejects with `invalid` when the object is refused. */
export async function keepSingle(accepting: Accepting, wrapped: WrappedBody, seen: Seen): Promise<{ id: string }> {
  const { errors } = await keepWrapped(accepting, [wrapped], seen);
  const [refused] = errors;
  if (refused)
    throw new AppError('invalid', 'Invalid request data', { details: { error: refused.error ?? refused.message } });
  return { id: wrapped.id };
}

/** What the server names an event that came without an envelope. */
export function stampOf({ clock }: ProjectCtx): EventStamp {
  return { id: clock.newId(), timestamp: new Date(clock.nowMs()).toISOString() };
}

/** Keeps objects that came without envelopes as one batch. */
export function keepWrapped(
  accepting: Accepting,
  wrapped: readonly WrappedBody[],
  seen: Seen,
): Promise<IngestionResponse> {
  const parsed = { batch: wrapped.flatMap(({ batch }) => batch.batch) };
  const wire = Buffer.from(JSON.stringify(parsed));
  return keepBatch(accepting, { parsed, body: { bytes: wire, wire, encoding: 'identity' }, seen });
}

async function keepBatch(
  accepting: Accepting,
  { seen, ...sent }: { parsed: unknown; body: RequestBody; seen: Seen },
): Promise<IngestionResponse> {
  const { ctx, counter, request } = accepting;
  const { parsed, body } = await maskEvents(ctx, sent);
  seen.body = body;
  const access: BatchAccess = ctx.actor.may('telemetry:write') ? 'all' : 'scores';
  const read = await inTurns(readBatchInSlices(parsed, access));
  const sdk = sdkOf(request.headers);
  const reasons = read.errors.map(({ status }) =>
    status === 401 ? 'event needs the secret key' : 'event is not valid',
  );
  const refused = read.errors.map(({ error, message }, index) => ({
    reason: reasons[index] ?? '',
    form: 'event' as const,
    detail: error ?? message ?? '',
    raw: read.refused[index],
  }));
  offerParts(accepting, seen, refused);
  const tally = tallyOfRequest('batch', read.accepted.length, reasons);
  seen.tally = tally;
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
        tally,
      },
      body,
    });
  }
  if (read.accepted.length === 0) counter.add(ctx.projectId, tally);
  seen.counted = true;
  return batchResponse(read);
}
