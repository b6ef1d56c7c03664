import type { Micros } from '../telemetry.ts';
import type { ObservationChange, TraceChange } from './change.ts';

/** The parts of an observation's sorting key that a fold chooses. */
export interface ObservationKey {
  traceId: string;
  startUs: Micros;
}

/**
 * Every key under which a fold over any part of these changes could have stored the observation. A row at another
 * key than the present fold's is stale, and the store marks it deleted. Few: one, unless events disagree.
 */
export function candidateKeys(changes: readonly ObservationChange[]): ObservationKey[] {
  const writes = changes.flatMap((change) => change.writes.map((write) => ({ change, write })));
  const starts = unique(writes.map(({ write }) => write.first?.startUs ?? write.atUs));
  const traceIds = unique(writes.map(({ change, write }) => write.first?.traceId ?? change.entityId));
  return traceIds.flatMap((traceId) => starts.map((startUs) => ({ traceId, startUs })));
}

/** The same for a trace, whose key holds its time alone. */
export function candidateStarts(changes: readonly TraceChange[]): Micros[] {
  return unique(changes.flatMap((change) => change.writes.map((write) => write.first?.timestampUs ?? write.atUs)));
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
}
