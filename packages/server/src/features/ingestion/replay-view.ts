import type { IngestionReplay } from '@tidemark/contract/rest/ingestion-replays';
import type { ReplayRow } from './store/replays.sql.ts';

export function replayView(row: ReplayRow): IngestionReplay {
  return {
    id: row.id,
    from: row.from?.toISOString() ?? null,
    to: row.to?.toISOString() ?? null,
    segments: row.segments,
    events: row.events,
    sizeBytes: row.sizeBytes,
    left: row.left,
    failed: row.failed,
    lastError: row.lastError,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
