import type { BlobExport, BlobExportDelivery, BlobExportStatus } from '@tidemark/contract/blob-exports';
import type { ExportRun } from '#kernel/export-run';
import type { Schedule } from './store/blob-exports.sql.ts';

export function blobExportView(schedule: Schedule, nowMs: number): BlobExport {
  const { secret, runId: _, window, syncedUntil, syncedAt, ...rest } = schedule;
  return {
    ...rest,
    startAt: iso(rest.startAt),
    hasSecret: secret !== null,
    status: statusOf(schedule, nowMs),
    syncedUntil: syncedAt && iso(syncedUntil),
    syncedAt: iso(syncedAt),
    nextAt: rest.enabled ? iso(rest.nextAt) : null,
    window: window && { kind: window.kind, from: window.from.toISOString(), until: window.until.toISOString() },
    lastErrorAt: iso(rest.lastErrorAt),
    createdAt: rest.createdAt.toISOString(),
    updatedAt: rest.updatedAt.toISOString(),
  };
}

export function statusOf(
  { enabled, runId, lastError, syncedAt, nextAt, window }: Schedule,
  nowMs: number,
): BlobExportStatus {
  if (!enabled) return 'disabled';
  if (runId !== null) return 'running';
  if (lastError !== null) return 'error';
  // A part that was begun is not delivered yet.
  if (window !== null || nextAt.getTime() <= nowMs) return 'queued';
  return syncedAt === null ? 'idle' : 'up_to_date';
}

export function deliveryView(run: ExportRun): BlobExportDelivery {
  return {
    id: run.id,
    kind: run.sourceId === 'backfill' ? 'backfill' : 'scheduled',
    from: new Date((run.request.storedFromUs ?? 0) / 1000).toISOString(),
    until: new Date(run.cutUs / 1000).toISOString(),
    state: run.state,
    rows: run.rows,
    bytes: run.bytes,
    startedAt: run.createdAt.toISOString(),
    finishedAt: iso(run.finishedAt),
    error: run.state === 'COMPLETED' ? null : run.error,
  };
}

function iso(time: Date | null): string | null {
  return time?.toISOString() ?? null;
}
