import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { GuardedAgents } from '#platform/network/guarded-agents';
import { checkOutgoingKey } from './destination.ts';
import type { Destination, DestinationSettings } from './destination.ts';
import { saidBy } from './said-by.ts';

export interface KeyedSettings extends DestinationSettings {
  accessKeyId: string;
  secret: string;
  agents: GuardedAgents;
}

/** What fails is thrown; the SDK would say some of it on the console as well. */
const nothing = () => undefined;
const SILENT = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

const GCS_ENDPOINT = 'https://storage.googleapis.com';

/**
 * A bucket of S3, of a store that speaks the same, or of Google Cloud Storage by its interoperable API: that takes
 * the same requests with an HMAC key, so one implementation, which is tested, serves all three.
 */
export function s3Destination(settings: KeyedSettings): Destination {
  const { agents, kind, bucket: Bucket } = settings;
  const endpoint = settings.endpoint ?? (kind === 'gcs' ? GCS_ENDPOINT : null);
  const client = new S3Client({
    region: settings.region || (kind === 'gcs' ? 'auto' : 'us-east-1'),
    ...(endpoint === null ? {} : { endpoint }),
    forcePathStyle: settings.forcePathStyle || kind === 'gcs',
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secret },
    // Stores that only speak like S3 refuse the trailing checksums that newer SDKs add by themselves.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // A stream cannot be sent twice; whoever puts tries again with a new one.
    maxAttempts: 1,
    logger: SILENT,
    requestHandler: new NodeHttpHandler({
      httpAgent: agents.http,
      httpsAgent: agents.https,
      connectionTimeout: 10_000,
      socketTimeout: 60_000,
    }),
  });
  return {
    put: async (key, { body, sizeBytes, contentType }) => {
      const Key = checkOutgoingKey(key);
      // The SDK waits for ever for a stream that broke off, and leaves its error to nobody.
      const broken = new AbortController();
      body.once('error', (error) => broken.abort(error));
      const put = new PutObjectCommand({ Bucket, Key, Body: body, ContentLength: sizeBytes, ContentType: contentType });
      const { ETag } = await client.send(put, { abortSignal: broken.signal }).catch((error: unknown) => {
        body.destroy();
        throw saidBy('The bucket', broken.signal.aborted ? broken.signal.reason : error);
      });
      if (!ETag) throw saidBy('The bucket', new Error('it did not confirm what it received'));
    },
    delete: async (key) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key: checkOutgoingKey(key) })).catch((error: unknown) => {
        throw saidBy('The bucket', error);
      });
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      agents[Symbol.dispose]();
    },
  };
}
