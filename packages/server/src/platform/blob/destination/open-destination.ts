import { AppError } from '#domain/errors';
import { addressPolicy } from '#platform/network/address-policy';
import { guardedAgents } from '#platform/network/guarded-agents';
import type { Destination, DestinationSettings } from './destination.ts';
import { folderDestination } from './folder-destination.ts';

/** What the operator allows. */
interface Allowed {
  privateHosts: readonly string[];
  folders: readonly string[];
}

/** The vendors' SDKs are loaded only when they are used. They connect through agents that refuse private addresses. */
export async function openDestination(
  settings: DestinationSettings,
  secret: string | null,
  allowed: Allowed,
): Promise<Destination> {
  if (settings.kind === 'folder') return folderDestination(settings.bucket, allowed.folders);
  const { accessKeyId } = settings;
  // Without keys the SDKs would look for those of the machine, which are the operator's and not the user's.
  if (!accessKeyId || !secret) throw new AppError('precondition_failed', 'The destination has no access key yet');
  if (settings.endpoint !== null) checkEndpoint(settings.endpoint);
  const agents = guardedAgents(addressPolicy(allowed.privateHosts));
  const keyed = { ...settings, accessKeyId, secret, agents };
  if (settings.kind === 'azure') return (await import('./azure-destination.ts')).azureDestination(keyed);
  return (await import('./s3-destination.ts')).s3Destination(keyed);
}

function checkEndpoint(endpoint: string) {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.search || url.hash)
    throw new AppError('invalid', 'The endpoint must be a URL such as https://storage.example.com');
}
