import type { AnalyticsSyncView } from '@tidemark/contract/analytics-syncs';
import type { Sync } from './store/analytics-syncs.sql.ts';

/** Without the secret, which nobody is told again. */
export function viewSync(sync: Sync): AnalyticsSyncView {
  const { provider, endpoint, tables, eventPrefix, enabled, failures, lastError } = sync;
  return {
    provider,
    endpoint,
    tables,
    eventPrefix,
    enabled,
    syncedUntil: sync.syncedUntil.toISOString(),
    syncedAt: sync.syncedAt?.toISOString() ?? null,
    nextAt: sync.nextAt.toISOString(),
    isRunning: sync.runId !== null,
    failures,
    lastError,
    lastErrorAt: sync.lastErrorAt?.toISOString() ?? null,
  };
}
