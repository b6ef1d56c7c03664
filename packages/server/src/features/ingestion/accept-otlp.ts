import { AppError, toAppError } from '#domain/errors';
import type { Micros } from '#domain/telemetry';
import { checkJsonDepth } from '#platform/http/parse-json';
import { readBody } from '#platform/http/read-body';
import type { RequestBody } from '#platform/http/read-body';
import { inTurns } from '#platform/process/slices';
import type { Accepting, Seen } from './accepting.ts';
import { countRefusal } from './count-refusal.ts';
import { keepRequest } from './kept-request.ts';
import { maskExport } from './masking/mask-body.ts';
import { offerParts } from './offer-samples.ts';
import { countSoundSpans } from './otlp/count-sound-spans.ts';
import { decodeTraces } from './otlp/decode-traces.ts';
import type { OtlpEncoding } from './otlp/decode-traces.ts';
import type { RejectedSpan } from './otlp/otlp-span.ts';
import { readSpansInSlices } from './otlp/read-spans.ts';
import { encodeRpcStatus, encodeTraceResponse } from './otlp/trace-response.ts';
import { checkIngestionVersion, sdkOf } from './sdk-headers.ts';
import { tallyOfRequest } from './tally.ts';

export const OTLP_LIMITS = { wireBytes: 32 * 2 ** 20, inflatedBytes: 64 * 2 ** 20 };

export interface OtlpAnswer {
  status: number;
  contentType: string;
  body: Uint8Array;
  retryAfterSeconds?: number;
}

const CONTENT_TYPES: Record<OtlpEncoding, string> = { protobuf: 'application/x-protobuf', json: 'application/json' };

/**
 * Takes a trace export: every span is checked, the good ones are kept when the answer goes out, the bad ones are named
 * in `partial_success`. An answer in error is in the encoding of the request, too.
 */
export async function acceptOtlp(accepting: Accepting): Promise<OtlpAnswer> {
  const encoding = encodingOf(accepting.request.headers['content-type']);
  try {
    return await countRefusal(accepting, (seen) => keepTraces(accepting, encoding, seen));
  } catch (error) {
    const { httpStatus, code, message, details } = toAppError(error);
    if (code === 'internal') throw error;
    const wait = details?.['retryAfterSeconds'] ?? (code === 'unavailable' ? 5 : undefined);
    return {
      status: httpStatus,
      contentType: CONTENT_TYPES[encoding ?? 'json'],
      body: encodeRpcStatus(message, encoding ?? 'json'),
      ...(typeof wait === 'number' ? { retryAfterSeconds: wait } : {}),
    };
  }
}

async function keepTraces(accepting: Accepting, encoding: OtlpEncoding | null, seen: Seen): Promise<OtlpAnswer> {
  const { ctx, request } = accepting;
  if (!encoding) throw new AppError('invalid', 'Invalid content type', { httpStatus: 415 });
  checkIngestionVersion(request.headers);
  const body = await maskExport(ctx, await readBody(request, OTLP_LIMITS), encoding);
  seen.body = body;
  const receivedUs = ctx.clock.nowUs();
  const { accepted, rejected } = await checkSpans(body, encoding, receivedUs);
  const tally = tallyOfRequest(
    'otlp',
    accepted,
    rejected.map(({ reason }) => reason),
  );
  seen.tally = tally;
  const refused = rejected.map(({ reason, raw }) => ({ reason, form: 'span' as const, detail: reason, raw }));
  offerParts(accepting, seen, refused);
  if (accepted === 0 && rejected.length > 0) {
    throw new AppError(
      'invalid',
      `Invalid OTLP trace export: none of its ${rejected.length} spans can be kept. ${rejected[0]?.reason ?? ''}`,
    );
  }
  if (accepted > 0) {
    await keepRequest(ctx, {
      projectId: ctx.projectId,
      head: {
        kind: `otlp-${encoding}`,
        receivedUs,
        apiKeyId: ctx.actor.id,
        access: 'all',
        ...sdkOf(request.headers),
        tally,
      },
      body,
    });
  }
  return { status: 200, contentType: CONTENT_TYPES[encoding], body: encodeTraceResponse(rejected, encoding) };
}

/** Most exports are found good by walking over them; only others are decoded before they are kept. */
async function checkSpans(
  body: RequestBody,
  encoding: OtlpEncoding,
  receivedUs: Micros,
): Promise<{ accepted: number; rejected: RejectedSpan[] }> {
  const sound = encoding === 'protobuf' ? countSoundSpans(body.bytes) : null;
  if (sound !== null) return { accepted: sound, rejected: [] };
  const { spans, rejected } = await inTurns(readSpansInSlices(decode(body, encoding), receivedUs));
  return { accepted: spans.length, rejected };
}

function decode(body: RequestBody, encoding: OtlpEncoding) {
  if (encoding === 'json') checkJsonDepth(body.bytes, 'Failed to parse OTel JSON Trace');
  return decodeTraces(body.bytes, encoding);
}

/** Clients add parameters and vendor prefixes, so a part of the name decides. */
function encodingOf(contentType: string | undefined): OtlpEncoding | null {
  if (contentType?.includes('protobuf')) return 'protobuf';
  if (contentType?.includes('json')) return 'json';
  return null;
}
