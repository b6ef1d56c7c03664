import type { Engines } from '#kernel/ctx';
import type { Destination } from '#platform/blob/destination/destination';
import { openDestination } from '#platform/blob/destination/open-destination';
import { openSecret, sealSecret } from '#platform/secrets/sealed-secret';
import type { Schedule } from './store/blob-exports.sql.ts';

const PURPOSE = 'blob-exports';

type Place = Pick<
  Schedule,
  'projectId' | 'kind' | 'bucket' | 'region' | 'endpoint' | 'forcePathStyle' | 'accessKeyId' | 'secret'
>;

export function destinationOf(
  { secrets, policy }: Pick<Engines, 'secrets' | 'policy'>,
  place: Place,
): Promise<Destination> {
  const { projectId, secret } = place;
  const opened = secret && openSecret(secrets, { purpose: PURPOSE, row: projectId }, secret);
  return openDestination(place, opened, policy.outside);
}

export function sealFor({ secrets }: Pick<Engines, 'secrets'>, projectId: string, secret: string): Buffer {
  return sealSecret(secrets, { purpose: PURPOSE, row: projectId }, secret);
}

/** A secret is for the place that it was given for: where another host would be told it, it is forgotten. */
export function isSamePlace(one: Place, other: Omit<Place, 'secret' | 'projectId'>): boolean {
  return (['kind', 'bucket', 'endpoint', 'accessKeyId'] as const).every((field) => one[field] === other[field]);
}
