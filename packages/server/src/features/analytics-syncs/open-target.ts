import type { Engines } from '#kernel/ctx';
import { openSecret, sealSecret } from '#platform/secrets/sealed-secret';
import type { SyncTarget } from './providers.ts';
import type { Sync, SyncKey } from './store/analytics-syncs.sql.ts';

const sealedFor = ({ projectId, provider }: SyncKey) => ({
  purpose: 'analytics sync',
  row: `analytics_syncs/${projectId}/${provider}`,
});

export function openTarget({ secrets }: Pick<Engines, 'secrets'>, sync: Sync): SyncTarget {
  const { provider, endpoint, secret } = sync;
  return { provider, endpoint, secret: openSecret(secrets, sealedFor(sync), secret) };
}

export function sealTarget({ secrets }: Pick<Engines, 'secrets'>, key: SyncKey, secret: string): Buffer {
  return sealSecret(secrets, sealedFor(key), secret);
}
