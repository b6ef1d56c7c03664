import type { ObservationChange, TraceChange } from '#domain/merge/change';
import type { PlainObservation } from '#domain/merge/fold-observation';
import type { ObservationRecord } from '#domain/telemetry';
import type { BatchRow } from '#platform/clickhouse/batch-row';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import type { ClickHouse } from '#platform/clickhouse/client';
import { foldChanged } from './fold-changed.ts';
import { observationChangeRows, traceChangeRow } from './store/change-row.ts';
import { staleObservationRow } from './store/observation-row.ts';
import { staleTraceRow, traceRow } from './store/trace-row.ts';
import { writeObservations } from './write-observations.ts';
import type { RefusedEvent } from './write-observations.ts';

export interface TelemetryStores {
  ch: ClickHouse;
  batches: BatchWriter;
}

export interface EventsToWrite {
  projectId: string;
  /** Complete observations: stored as they are, without a read. */
  observations: readonly ObservationRecord[];
  /** Partial ones: stored, and folded with all that was ever said of the same observation. */
  observationChanges: readonly ObservationChange[];
  traceChanges: readonly TraceChange[];
  /** Adds model, usage and cost to folded observations; as many come back, in the same order. */
  enrich(observations: readonly PlainObservation[]): Promise<readonly ObservationRecord[]>;
}

/**
 * Stores telemetry; resolves when it can be read. Any part may be repeated any number of times, in any order and
 * grouping, also by several workers at once: changes are stored before they are read back and folded, so whoever
 * reads last knows most, and its row has the highest version.
 */
export async function writeEvents(stores: TelemetryStores, events: EventsToWrite): Promise<RefusedEvent[]> {
  const refused = await Promise.all([writeObservations(stores, events.observations), writeChanges(stores, events)]);
  return refused.flat();
}

async function writeChanges(stores: TelemetryStores, events: EventsToWrite): Promise<RefusedEvent[]> {
  if (events.observationChanges.length + events.traceChanges.length === 0) return [];
  const refusedChanges = await writeRows(stores, 'telemetry_changes', [
    ...events.traceChanges.map((change) => ({
      kind: 'change' as const,
      id: change.entityId,
      row: traceChangeRow(change),
    })),
    ...events.observationChanges.flatMap((change) =>
      observationChangeRows(change).map((row) => ({ kind: 'change' as const, id: change.entityId, row })),
    ),
  ]);
  const folded = await foldChanged(stores.ch, events);
  const observations = await events.enrich(folded.observations);
  const refusedRows = await Promise.all([
    writeObservations(stores, observations),
    writeRows(
      stores,
      'observations',
      folded.staleObservations.map((stale) => ({ ...named('observation', stale), row: staleObservationRow(stale) })),
    ),
    writeRows(
      stores,
      'traces',
      folded.traces.map(({ record }) => ({ ...named('trace', record), row: traceRow(record) })),
    ),
    writeRows(
      stores,
      'traces',
      folded.traces.flatMap(({ record, staleStarts }) =>
        staleStarts.map((startUs) => ({ ...named('trace', record), row: staleTraceRow(record, startUs) })),
      ),
    ),
  ]);
  return [...refusedChanges, ...refusedRows.flat()];
}

function named<K extends RefusedEvent['kind']>(kind: K, record: { id: string }) {
  return { kind, id: record.id };
}

interface EventRow {
  kind: RefusedEvent['kind'];
  id: string;
  row: BatchRow;
}

async function writeRows(stores: TelemetryStores, table: string, rows: readonly EventRow[]): Promise<RefusedEvent[]> {
  const refused = await stores.batches.write(
    table,
    rows.map(({ row }) => row),
  );
  return refused.flatMap(({ index, reason }) => {
    const event = rows[index];
    return event ? [{ kind: event.kind, id: event.id, reason }] : [];
  });
}
