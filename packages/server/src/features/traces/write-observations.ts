import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ObservationRecord } from '#domain/telemetry';
import type { BatchRow } from '#platform/clickhouse/batch-row';
import type { BatchWriter, WriteHint } from '#platform/clickhouse/batch-writer';
import { failpoint } from '#platform/failpoint/failpoint';
import { observationRow } from './store/observation-row.ts';

/** What the store refused, for the project's dead letters; everything else is stored. */
export interface RefusedEvent {
  kind: 'observation' | 'trace' | 'change';
  id: string;
  reason: string;
}

/** Between slices others have their turn: requests are answered by the same thread, and a segment may hold thousands. */
const RECORDS_PER_TURN = 250;

/**
 * Stores complete observations as they are, without a read; resolves when they can be read. A record of which no row
 * can be made is refused like one that the store refuses: thrown, it would hold up its segment for ever.
 */
export async function writeObservations(
  { batches }: { batches: BatchWriter },
  records: readonly ObservationRecord[],
  hint: WriteHint = {},
): Promise<RefusedEvent[]> {
  const rows: BatchRow[] = [];
  const ids: string[] = [];
  const refused: RefusedEvent[] = [];
  const refuse = (id: string, reason: string) => refused.push({ kind: 'observation', id, reason });
  for (const [index, record] of records.entries()) {
    if (index > 0 && index % RECORDS_PER_TURN === 0) await nextTurn();
    try {
      rows.push(observationRow(record));
      ids.push(record.id);
    } catch (error) {
      refuse(record.id, `No row can be made of it: ${String(error)}`);
    }
  }
  await failpoint('K8');
  for (const { index, reason } of await batches.write('observations', rows, hint)) refuse(ids[index] ?? '', reason);
  return refused;
}
