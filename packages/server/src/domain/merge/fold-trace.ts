import { DEFAULT_ENVIRONMENT } from '@tidemark/contract/telemetry';
import type { TraceRecord } from '../telemetry.ts';
import type { TraceChange } from './change.ts';
import { foldWrites } from './fold-writes.ts';

/** Folds the changes of one trace (at least one). Without a stated time the trace begins at its earliest event. */
export function foldTrace(changes: readonly TraceChange[]): TraceRecord {
  const folded = foldWrites(changes);
  const { set, first } = folded;
  return {
    projectId: folded.projectId,
    id: folded.entityId,
    timestampUs: first.timestampUs ?? folded.earliestUs,
    traceName: set.name ?? '',
    userId: set.userId ?? '',
    sessionId: set.sessionId ?? '',
    tags: folded.tags,
    release: set.release ?? '',
    environment: first.environment ?? DEFAULT_ENVIRONMENT,
    version: set.version ?? '',
    input: set.input ?? null,
    output: set.output ?? null,
    metadata: folded.metadata,
    isPublic: set.isPublic ?? false,
    bookmarked: set.bookmarked ?? false,
    ingestedUs: folded.ingestedUs,
    rowVersion: folded.rowVersion,
  };
}
