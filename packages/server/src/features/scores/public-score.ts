import type { PublicScore, PublicScoreV3, ScoreFieldGroup } from '@tidemark/contract/rest/scores';
import { isoMillisOfMicros } from '#platform/clickhouse/micros';
import type { ScoreRow } from './store/score-fields.ts';

/** A score in the form of versions 1 and 2 of the compatible API. */
export function publicScoreV1(row: ScoreRow, projectId: string): PublicScore {
  return {
    ...coreOf(row, projectId),
    traceId: row.trace_id || null,
    observationId: row.observation_id || null,
    sessionId: row.session_id || null,
    datasetRunId: row.dataset_run_id || null,
    value: row.value ?? 0,
    ...(row.data_type === 'NUMERIC' ? {} : { stringValue: row.string_value }),
    ...detailsOf(row),
    ...annotationOf(row),
  };
}

/** A score in the form of version 3: the value is of the score's type, and only the groups asked for are added. */
export function publicScoreV3(
  row: ScoreRow,
  options: { projectId: string; groups: readonly ScoreFieldGroup[] },
): PublicScoreV3 {
  const { groups } = options;
  return {
    ...coreOf(row, options.projectId),
    value: valueOf(row),
    ...(groups.includes('details') ? detailsOf(row) : {}),
    ...(groups.includes('subject') ? { subject: subjectOf(row) } : {}),
    ...(groups.includes('annotation') ? annotationOf(row) : {}),
  };
}

function coreOf(row: ScoreRow, projectId: string) {
  return {
    id: row.id,
    projectId,
    name: row.name,
    dataType: row.data_type,
    source: row.source,
    timestamp: isoMillisOfMicros(row.timestamp_us),
    environment: row.environment,
    createdAt: isoMillisOfMicros(row.ingested_us),
    updatedAt: isoMillisOfMicros(row.ingested_us),
  };
}

function detailsOf(row: ScoreRow) {
  return { comment: row.comment || null, configId: row.config_id || null, metadata: metadataOf(row.metadata) };
}

function annotationOf(row: ScoreRow) {
  return { authorUserId: row.author_user_id || null, queueId: row.queue_id || null };
}

function valueOf(row: ScoreRow): number | boolean | string {
  if (row.data_type === 'NUMERIC') return row.value ?? 0;
  return row.data_type === 'BOOLEAN' ? row.value === 1 : row.string_value;
}

function subjectOf(row: ScoreRow): PublicScoreV3['subject'] {
  if (row.observation_id) return { kind: 'observation', id: row.observation_id, traceId: row.trace_id };
  if (row.trace_id) return { kind: 'trace', id: row.trace_id };
  if (row.session_id) return { kind: 'session', id: row.session_id };
  return row.dataset_run_id ? { kind: 'experiment', id: row.dataset_run_id } : null;
}

function metadataOf(entries: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, fromText(text)]));
}

/** What was no text was stored as JSON. Text that JSON would write in another way, such as `007`, was a text. */
function fromText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : text;
  } catch {
    return text;
  }
}
