import type { ObservationChange, TraceChange } from '#domain/merge/change';
import type { BatchRow } from '#platform/clickhouse/batch-writer';
import { dateTimeText } from '#platform/clickhouse/micros';

/** The table is one partition: a change is looked up by what it speaks of, never by time. */
const PARTITION = 'all';

export function traceChangeRow(change: TraceChange): BatchRow {
  return row(change, {
    entity: 'trace',
    entity_id: change.entityId,
    change_id: change.changeId,
    change: encode(change),
  });
}

/** The change itself, and for each trace it names that the observation is a member of it. */
export function observationChangeRows(change: ObservationChange): BatchRow[] {
  const members = traceIdsOf(change).map((traceId) =>
    row(change, { entity: 'member', entity_id: traceId, change_id: change.entityId, change: '' }),
  );
  return [
    row(change, {
      entity: 'observation',
      entity_id: change.entityId,
      change_id: change.changeId,
      change: encode(change),
    }),
    ...members,
  ];
}

/** Traces that a change says its observation belongs to; its own id when it says none, as the fold would. */
export function traceIdsOf(change: ObservationChange): string[] {
  return [...new Set(change.writes.map((write) => write.first?.traceId ?? change.entityId))];
}

interface ChangeColumns {
  entity: 'trace' | 'observation' | 'member';
  entity_id: string;
  change_id: string;
  change: string;
}

function row(change: { projectId: string; ingestedUs: number }, columns: ChangeColumns): BatchRow {
  const json = JSON.stringify({
    project_id: change.projectId,
    ...columns,
    ingested_at: dateTimeText(change.ingestedUs),
  });
  return { json, partition: PARTITION };
}

function encode(change: ObservationChange | TraceChange): string {
  return JSON.stringify(change);
}
