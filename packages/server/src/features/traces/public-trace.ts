import type { PublicTrace } from '@tidemark/contract/rest/traces';
import { isoExact } from '#platform/clickhouse/micros';
import { parseEntries, parsePayload } from './parse-payload.ts';
import type { TraceRow } from './store/trace-list.sql.ts';

/** A trace as the public API shows it; with `withPayload` false its input, output and metadata are left empty. */
export function publicTrace(row: TraceRow, asked: { projectId: string; withPayload: boolean }): PublicTrace {
  const received = isoExact(row.ingested_us);
  return {
    id: row.id,
    externalId: null,
    timestamp: isoExact(row.timestamp_us),
    name: row.name || null,
    userId: row.user_id || null,
    sessionId: row.session_id || null,
    release: row.release || null,
    version: row.version || null,
    projectId: asked.projectId,
    environment: row.environment,
    public: row.is_public,
    bookmarked: row.bookmarked,
    tags: row.tags,
    input: asked.withPayload ? parsePayload(row.input_text) : null,
    output: asked.withPayload ? parsePayload(row.output_text) : null,
    metadata: asked.withPayload ? parseEntries(row.metadata_map) : {},
    createdAt: received,
    updatedAt: received,
  };
}

/** Where a person sees the trace, below the product's address. */
export function traceHtmlPath(projectId: string, traceId: string): string {
  return `/project/${projectId}/traces/${encodeURIComponent(traceId)}`;
}
