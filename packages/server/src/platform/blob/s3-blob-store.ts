import { hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AppError } from '#domain/errors';
import { checkKey } from './blob-key.ts';
import type { BlobInfo, BlobStore } from './blob-store.ts';
import { putInParts } from './s3-put-in-parts.ts';

/**
 * Blobs in an S3 bucket, from `s3://[key:secret@]bucket/prefix?region=…&endpoint=…&forcePathStyle=true`. Credentials that
 * are not in the URL come from the usual places of the AWS SDK. The store checks what it received by checksum and
 * answers with an ETag; only then does `put` resolve.
 */
export function s3BlobStore(url: URL): BlobStore {
  const client = connect(url);
  const Bucket = url.hostname;
  const root = url.pathname.replace(/^\/+|\/+$/g, '');
  const toKey = (key: string) => (root ? `${root}/${checkKey(key)}` : checkKey(key));
  const fromKey = (key: string) => (root ? key.slice(root.length + 1) : key);
  const getBody = async (key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: toKey(key) })).catch(absent(key));
    if (!Body) throw new AppError('not_found', `There is no blob ${key}`);
    return Body;
  };
  async function* list(prefix: string): AsyncGenerator<BlobInfo> {
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: root ? `${root}/${prefix}` : prefix, ContinuationToken: token }),
      );
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        if (Key) yield { key: fromKey(Key), sizeBytes: Size ?? 0, modifiedMs: LastModified?.getTime() ?? 0 };
      }
      token = page.NextContinuationToken;
    } while (token);
  }
  const full = (prefix: string) => (root ? `${root}/${prefix}` : prefix);
  /** Versions that deleting an object leaves behind in a bucket that keeps them, and the marks of their deletion. */
  const versions = async (prefix: string) => {
    const found: { key: string; versionId: string; isLatest: boolean }[] = [];
    let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    do {
      const page = await client
        .send(new ListObjectVersionsCommand({ Bucket, Prefix: full(prefix), ...from }))
        .catch(notOffered);
      for (const { Key, VersionId, IsLatest } of [...(page?.Versions ?? []), ...(page?.DeleteMarkers ?? [])])
        if (Key && VersionId && VersionId !== 'null')
          found.push({ key: Key, versionId: VersionId, isLatest: IsLatest === true });
      from = { KeyMarker: page?.NextKeyMarker, VersionIdMarker: page?.NextVersionIdMarker };
    } while (from.KeyMarker);
    return found;
  };
  const uploads = async (prefix: string) => {
    const found: { key: string; uploadId: string }[] = [];
    let from: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
    do {
      const page = await client
        .send(new ListMultipartUploadsCommand({ Bucket, Prefix: full(prefix), ...from }))
        .catch(notOffered);
      for (const { Key, UploadId } of page?.Uploads ?? [])
        if (Key && UploadId) found.push({ key: Key, uploadId: UploadId });
      from = page?.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : {};
    } while (from.KeyMarker);
    return found;
  };
  return {
    put: async (key, body, options) => {
      const put = new PutObjectCommand({
        Bucket,
        Key: toKey(key),
        Body: body,
        ContentLength: body.byteLength,
        ContentType: options?.contentType,
      });
      const { ETag } = await client.send(put).catch(async (error: unknown) => {
        if (wasAnswered(error)) throw error;
        const found = await client.send(new HeadObjectCommand({ Bucket, Key: toKey(key) })).catch(() => null);
        if (!isOf(body, found?.ETag)) throw error;
        return { ETag: found?.ETag };
      });
      if (!ETag) throw new AppError('unavailable', 'The object store did not confirm what it received');
    },
    putStream: (key, body, options) =>
      putInParts(client, { Bucket, Key: toKey(key), ContentType: options?.contentType }, body),
    get: async (key) => (await getBody(key)).transformToByteArray().catch(trouble),
    getStream: async (key) => (await getBody(key)) as Readable,
    exists: async (key) => {
      try {
        await client.send(new HeadObjectCommand({ Bucket, Key: toKey(key) }));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    },
    list,
    delete: async (key) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key: toKey(key) }));
    },
    deletePrefix: async (prefix) => {
      let count = 0;
      for await (const keys of batches(list(prefix), 1000)) {
        const { Errors } = await client.send(
          new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((key) => ({ Key: toKey(key) })) } }),
        );
        if (Errors?.length)
          throw new AppError('unavailable', `The object store kept ${Errors.length} objects that were to be deleted`);
        count += keys.length;
      }
      for (const { key, versionId } of await versions(prefix)) {
        const gone = new DeleteObjectCommand({ Bucket, Key: key, VersionId: versionId });
        await client.send(gone);
      }
      for (const { key, uploadId } of await uploads(prefix))
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId }));
      return count;
    },
    measure: async (prefix) => {
      const measured = { objects: 0, bytes: 0, leftovers: 0 };
      for await (const { sizeBytes } of list(prefix)) {
        measured.objects += 1;
        measured.bytes += sizeBytes;
      }
      const older = (await versions(prefix)).filter(({ isLatest }) => !isLatest);
      return { ...measured, leftovers: older.length + (await uploads(prefix)).length };
    },
    space: async () => null,
    [Symbol.asyncDispose]: async () => client.destroy(),
  };
}

function connect(url: URL): S3Client {
  const endpoint = url.searchParams.get('endpoint');
  const credentials = url.username
    ? {
        credentials: {
          accessKeyId: decodeURIComponent(url.username),
          secretAccessKey: decodeURIComponent(url.password),
        },
      }
    : {};
  const client = new S3Client({
    region: url.searchParams.get('region') ?? 'us-east-1',
    ...(endpoint ? { endpoint } : {}),
    forcePathStyle: url.searchParams.get('forcePathStyle') === 'true' || endpoint !== null,
    maxAttempts: 3,
    // A store that says nothing is away; requests without a limit would wait for it for ever.
    requestHandler: { connectionTimeout: 3000, requestTimeout: 30_000, throwOnRequestTimeout: true },
    ...credentials,
  });
  client.middlewareStack.add((next) => (args) => next(args).catch(trouble), {
    step: 'initialize',
    priority: 'high',
    name: 'sayUnavailable',
  });
  return client;
}

async function* batches(infos: AsyncIterable<BlobInfo>, size: number): AsyncGenerator<string[]> {
  let keys: string[] = [];
  for await (const { key } of infos) {
    keys.push(key);
    if (keys.length < size) continue;
    yield keys;
    keys = [];
  }
  if (keys.length > 0) yield keys;
}

/** What a store refuses other than by saying what it does not have is no fault of the data: it is tried again. */
function trouble(error: unknown): never {
  const { httpStatusCode = 0 } = (error as { $metadata?: { httpStatusCode?: number } }).$metadata ?? {};
  if (error instanceof AppError || isAbsent(error) || httpStatusCode === 405 || httpStatusCode === 501) throw error;
  throw new AppError('unavailable', 'The object store does not answer at the moment', { cause: error });
}

/** Whether the store has spoken; else it may have kept what it was sent, and only the answer was lost. */
function wasAnswered(error: unknown): boolean {
  const { $metadata } = ((error as Error).cause ?? {}) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode !== undefined;
}

/** Of an object that was put in one piece the tag is its MD5, where the store encrypts nothing with keys of its own. */
function isOf(body: Uint8Array, tag: string | undefined): boolean {
  return tag?.replaceAll('"', '') === hash('md5', body);
}

function isAbsent(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404;
}

/** A store that has no versions or no uploads in parts keeps none. */
function notOffered(error: unknown): null {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const { httpStatusCode } = $metadata ?? {};
  if (name === 'NotImplemented' || httpStatusCode === 501 || httpStatusCode === 405) return null;
  throw error;
}

function absent(key: string) {
  return (error: unknown): never => {
    if (isAbsent(error)) throw new AppError('not_found', `There is no blob ${key}`, { cause: error });
    throw error;
  };
}
