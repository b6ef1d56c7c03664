import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import { AppError } from '#domain/errors';

export interface ObjectName {
  Bucket: string;
  Key: string;
  ContentType?: string | undefined;
}

/** All parts but the last are as long: S3 takes none that is shorter than 5 MiB, and 10,000 at most. */
const PART_BYTES = 8 * 1024 * 1024;

/** An object of unknown size, with one part of it in memory. It appears as a whole, with its last request, or not at all. */
export async function putInParts(client: S3Client, name: ObjectName, body: AsyncIterable<Uint8Array>): Promise<number> {
  const pieces = inParts(body);
  const first = await pieces.next();
  const second = first.done ? first : await pieces.next();
  if (first.done || second.done) return putWhole(client, name, first.done ? Buffer.alloc(0) : first.value);
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(name));
  const { Bucket, Key } = name;
  const upload = { Bucket, Key, UploadId };
  const parts: CompletedPart[] = [];
  let sizeBytes = 0;
  const send = async (Body: Uint8Array) => {
    const PartNumber = parts.length + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    parts.push({ ETag, PartNumber });
    sizeBytes += Body.byteLength;
  };
  try {
    await send(first.value);
    await send(second.value);
    for await (const part of pieces) await send(part);
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }));
    return sizeBytes;
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

async function putWhole(client: S3Client, name: ObjectName, Body: Uint8Array): Promise<number> {
  const { ETag } = await client.send(new PutObjectCommand({ ...name, Body, ContentLength: Body.byteLength }));
  if (!ETag) throw new AppError('unavailable', 'The object store did not confirm what it received');
  return Body.byteLength;
}

async function* inParts(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    pieces.push(piece);
    length += piece.length;
    while (length >= PART_BYTES) {
      const all = Buffer.concat(pieces);
      yield all.subarray(0, PART_BYTES);
      pieces = [all.subarray(PART_BYTES)];
      length -= PART_BYTES;
    }
  }
  if (length > 0) yield Buffer.concat(pieces);
}
