import type { ObservationChange, TraceChange } from '#domain/merge/change';
import { jsonOfChange } from '#domain/merge/change-of-writes';
import type { BatchRow } from '#platform/clickhouse/batch-row';
import { rowEncoder } from '#platform/clickhouse/row-encoder';

/** The table is one partition: a change is looked up by what it speaks of, never by time. */
const PARTITION = 'all';

export function traceChangeRow(change: TraceChange): BatchRow {
  return row(change, {
    entity: 'trace',
    entity_id: change.entityId,
    change_id: change.changeId,
    change: jsonOfChange(change),
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
      change: jsonOfChange(change),
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

type Row = ChangeColumns & { projectId: string; ingestedUs: number };

function row({ projectId, ingestedUs }: { projectId: string; ingestedUs: number }, columns: ChangeColumns): BatchRow {
  return encodeRow({ projectId, ingestedUs, ...columns }, PARTITION);
}

const encodeRow = rowEncoder<Row>((to) => [
  ['project_id', (one) => to.text(one.projectId)],
  ['entity_id', (one) => to.text(one.entity_id)],
  ['entity', (one) => to.text(one.entity)],
  ['change_id', (one) => to.text(one.change_id)],
  ['change', (one) => to.text(one.change)],
  ['ingested_at', (one) => to.micros(one.ingestedUs)],
]);
