import type { Accepting, Seen } from './accepting.ts';
import { sampleOfBytes, sampleOfValue } from './refusal-sample.ts';
import type { RefusalSample } from './refusal-sample.ts';
import { decodePart } from './otlp/trace-message.ts';
import { sdkOf } from './sdk-headers.ts';
import { REASON_LENGTH } from './tally.ts';

/** A part of a read request that was refused while its neighbours may have been kept. */
export interface RefusedPart {
  reason: string;
  form: 'event' | 'span';
  detail: string;
  raw: unknown;
}

export function offerParts(accepting: Accepting, seen: Seen, parts: readonly RefusedPart[]): void {
  for (const { reason, form, detail, raw } of parts)
    offer(accepting, seen, { reason, form, detail, sample: () => sampleOfPart(raw) });
}

/** A request of which nothing was kept, with the start of its body where one was read. */
export function offerRequest(accepting: Accepting, seen: Seen, refused: { reason: string; detail: string }): void {
  const sample = () => (seen.body ? sampleOfBytes(seen.body.bytes) : '');
  offer(accepting, seen, { ...refused, form: 'request', sample });
}

interface Refused extends Pick<RefusalSample, 'reason' | 'form' | 'detail'> {
  sample: () => string;
}

function offer({ ctx, sampler, request }: Accepting, { body }: Seen, refused: Refused): void {
  const { projectId } = ctx;
  const reason = refused.reason.slice(0, REASON_LENGTH);
  sampler.offer({ projectId, reason }, () => ({
    projectId,
    reason,
    atMs: ctx.clock.nowMs(),
    form: refused.form,
    detail: refused.detail,
    sample: refused.sample(),
    sizeBytes: body?.wire.length ?? (Number(request.headers['content-length']) || 0),
    publicKey: ctx.actor.name,
    ...sdkOf(request.headers),
  }));
}

/** A span of a protobuf export in words, as long as it can be decoded at all. */
function sampleOfPart(raw: unknown): string {
  if (!(raw instanceof Uint8Array)) return sampleOfValue(raw);
  try {
    return sampleOfValue(decodePart('Span', raw).message);
  } catch {
    return sampleOfBytes(raw);
  }
}
