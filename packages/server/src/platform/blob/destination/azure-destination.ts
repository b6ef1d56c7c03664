import { ContainerClient, newPipeline, StorageSharedKeyCredential } from '@azure/storage-blob';
import type { Pipeline, RequestPolicyFactory } from '@azure/storage-blob';
import type { GuardedAgents } from '#platform/network/guarded-agents';
import { checkOutgoingKey } from './destination.ts';
import type { Destination } from './destination.ts';
import { saidBy } from './said-by.ts';
import type { KeyedSettings } from './s3-destination.ts';

const BLOCK_BYTES = 8 * 2 ** 20;
const BLOCKS_AT_ONCE = 2;

/** A container of Azure Blob Storage: `accessKeyId` is the name of the account, the secret its key. */
export function azureDestination(settings: KeyedSettings): Destination {
  const { accessKeyId: account, secret, bucket, agents } = settings;
  const endpoint = settings.endpoint ?? `https://${encodeURIComponent(account)}.blob.core.windows.net`;
  const pipeline: Pipeline = newPipeline(new StorageSharedKeyCredential(account, secret), {
    retryOptions: { maxTries: 3, tryTimeoutInMs: 120_000 },
  });
  pipeline.factories.push(throughGuard(agents));
  const container = new ContainerClient(`${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}`, pipeline);
  return {
    put: async (key, { body, contentType }) => {
      body.once('error', () => undefined);
      // Blocks become the blob by one last request, so that a cut upload leaves nothing to be read.
      await container
        .getBlockBlobClient(checkOutgoingKey(key))
        .uploadStream(body, BLOCK_BYTES, BLOCKS_AT_ONCE, { blobHTTPHeaders: { blobContentType: contentType } })
        .catch((error: unknown) => {
          body.destroy();
          throw saidBy('The container', error);
        });
    },
    delete: async (key) => {
      await container
        .getBlobClient(checkOutgoingKey(key))
        .deleteIfExists()
        .catch((error: unknown) => {
          throw saidBy('The container', error);
        });
    },
    [Symbol.asyncDispose]: async () => agents[Symbol.dispose](),
  };
}

/** Every request of the SDK, also one that follows a redirect, connects by our agents. */
function throughGuard(agents: GuardedAgents): RequestPolicyFactory {
  return {
    create: (next) => ({
      sendRequest: (request) => {
        Object.assign(request, { agent: request.url.startsWith('https:') ? agents.https : agents.http });
        return next.sendRequest(request);
      },
    }),
  };
}
