import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { AppError } from '#domain/errors';
import { failpoint } from '#platform/failpoint/failpoint';

/** Limits of one request, checked before anything is buffered: what is declared, what arrives, what it unpacks to. */
export interface BodyLimits {
  wireBytes: number;
  inflatedBytes: number;
}

export interface RequestBody {
  bytes: Buffer;
  /** As it came over the wire, for keeping; the same as `bytes` when it was not compressed. */
  wire: Buffer;
  encoding: Encoding;
}

export type Encoding = 'identity' | 'gzip' | 'zstd' | 'deflate';

type Unpack = (bytes: Buffer, options: { maxOutputLength: number; chunkSize: number }) => Promise<Buffer>;

const UNPACK: Record<Exclude<Encoding, 'identity'>, Unpack> = {
  gzip: promisify(zlib.gunzip) as Unpack,
  zstd: promisify(zlib.zstdDecompress) as Unpack,
  deflate: promisify(zlib.inflate) as Unpack,
};

/** A longer packed text that unpacks to more than this many times its size is an attack, not telemetry. */
const MAX_RATIO = 1000;
const RATIO_CHECK_FROM_BYTES = 4096;

export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<RequestBody> {
  const encoding = readEncoding(request.headers['content-encoding']);
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limits.wireBytes) throw tooLarge(limits.wireBytes);
  await failpoint('K0');
  const wire = await readAll(request, limits.wireBytes);
  await failpoint('K1');
  return { wire, encoding, bytes: await unpack(wire, { encoding, limits }) };
}

/** Unpacks what was kept as it came over the wire. Rejects with `too_large` or `invalid`. */
export async function unpack(wire: Buffer, from: { encoding: Encoding; limits: BodyLimits }): Promise<Buffer> {
  if (from.encoding === 'identity' || wire.length === 0) return wire;
  const byRatio = wire.length >= RATIO_CHECK_FROM_BYTES ? wire.length * MAX_RATIO : Infinity;
  try {
    return await UNPACK[from.encoding](wire, {
      maxOutputLength: Math.min(from.limits.inflatedBytes, byRatio),
      chunkSize: chunkSizeFor(wire.length),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(from.limits.inflatedBytes);
    throw new AppError('invalid', 'Failed to decompress request body', { cause: error });
  }
}

/** Telemetry unpacks to about four times its size; a piece of the usual 16 KiB each would cost more than unpacking. */
function chunkSizeFor(wireBytes: number): number {
  return Math.min(MAX_CHUNK_BYTES, Math.max(MIN_CHUNK_BYTES, wireBytes * 5));
}

const MIN_CHUNK_BYTES = 16 * 2 ** 10;
const MAX_CHUNK_BYTES = 2 * 2 ** 20;

function readEncoding(header: string | undefined): Encoding {
  const name = (header ?? 'identity').trim().toLowerCase();
  if (name === '' || name === 'identity') return 'identity';
  if (name === 'gzip' || name === 'x-gzip') return 'gzip';
  if (name === 'zstd' || name === 'deflate') return name;
  throw new AppError(
    'invalid',
    `Unsupported content encoding "${name.slice(0, 60)}"; use gzip, zstd, deflate or none`,
    { httpStatus: 415 },
  );
}

async function readAll(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limitBytes) throw tooLarge(limitBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid', 'Failed to read request body', { cause: error });
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function tooLarge(limitBytes: number): AppError {
  return new AppError('too_large', `The request body is larger than ${Math.floor(limitBytes / 2 ** 20)} MiB`);
}
