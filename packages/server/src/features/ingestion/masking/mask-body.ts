import type { ProjectCtx } from '#kernel/ctx';
import { checkJsonDepth } from '#platform/http/parse-json';
import type { RequestBody } from '#platform/http/read-body';
import type { OtlpEncoding } from '../otlp/decode-traces.ts';
import { findMask } from './find-mask.ts';
import { maskBatch } from './mask-batch.ts';
import { maskOtlp } from './mask-otlp.ts';

/** An export as it may be kept; the very same where the project masks nothing. */
export async function maskExport(ctx: ProjectCtx, body: RequestBody, encoding: OtlpEncoding): Promise<RequestBody> {
  const mask = await findMask(ctx, ctx.projectId);
  if (!mask) return body;
  if (encoding === 'json') checkJsonDepth(body.bytes, 'Failed to parse OTel JSON Trace');
  return plain(maskOtlp(body.bytes, encoding, mask));
}

/** The body of a request as it came, for a sample should it be refused; null where it would have to be masked first. */
export async function withoutMask(ctx: ProjectCtx, body: RequestBody): Promise<RequestBody | null> {
  return (await findMask(ctx, ctx.projectId)) ? null : body;
}

/** A batch as it may be kept, parsed and as bytes. */
export async function maskEvents<B extends { parsed: unknown; body: RequestBody }>(
  ctx: ProjectCtx,
  batch: B,
): Promise<B> {
  const mask = await findMask(ctx, ctx.projectId);
  if (!mask) return batch;
  const parsed = maskBatch(batch.parsed, mask);
  return { ...batch, parsed, body: plain(Buffer.from(JSON.stringify(parsed))) };
}

function plain(bytes: Buffer): RequestBody {
  return { bytes, wire: bytes, encoding: 'identity' };
}
