import { candidateKeys, candidateStarts } from '#domain/merge/candidate-keys';
import type { ObservationChange, TraceChange } from '#domain/merge/change';
import { foldObservation } from '#domain/merge/fold-observation';
import type { PlainObservation } from '#domain/merge/fold-observation';
import { foldTrace } from '#domain/merge/fold-trace';
import { mergeChanges } from '#domain/merge/merge-changes';
import type { TraceRecord } from '#domain/telemetry';
import type { ClickHouse } from '#platform/clickhouse/client';
import { traceIdsOf } from './store/change-row.ts';
import type { StaleObservation } from './store/observation-row.ts';
import { readChanges } from './store/read-changes.sql.ts';
import type { KnownChanges } from './store/read-changes.sql.ts';

export interface FoldedTrace {
  record: TraceRecord;
  /** Times at which an earlier fold may have stored the trace, other than the record's. */
  staleStarts: number[];
}

export interface Folded {
  observations: PlainObservation[];
  staleObservations: StaleObservation[];
  traces: FoldedTrace[];
}

export interface ChangesToFold {
  projectId: string;
  observationChanges: readonly ObservationChange[];
  traceChanges: readonly TraceChange[];
}

/**
 * Folds everything that the given changes (already stored) touch: their observations, their traces, and, when a
 * trace's carried attributes changed by them, the other observations of that trace.
 */
export async function foldChanged(ch: ClickHouse, changes: ChangesToFold): Promise<Folded> {
  const observationIds = unique(changes.observationChanges.map((change) => change.entityId));
  const changedTraceIds = unique(changes.traceChanges.map((change) => change.entityId));
  const traceIds = unique([...changedTraceIds, ...changes.observationChanges.flatMap(traceIdsOf)]);
  const known = await readChanges(ch, {
    projectId: changes.projectId,
    observationIds,
    traceIds,
    memberTraceIds: changedTraceIds,
    inHand: idsInHand(changes),
  });
  addOwn(known, changes);
  const folds = foldOnce(known);
  const siblings = unique(changedTraceIds.flatMap((id) => siblingsToFold(known, id, changes.traceChanges)));
  await addMissing(ch, known, { projectId: changes.projectId, siblings, folds, asked: new Set(traceIds) });
  return foldKnown(known, changedTraceIds, folds);
}

function idsInHand(changes: ChangesToFold): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { entityId, changeId } of [...changes.observationChanges, ...changes.traceChanges]) {
    const known = ids.get(entityId);
    if (known) known.push(changeId);
    else ids.set(entityId, [changeId]);
  }
  return ids;
}

/** What is in hand is not read back: it is certain, also where the stored copy is not readable yet on another replica. */
function addOwn(known: KnownChanges, changes: ChangesToFold): void {
  for (const change of changes.traceChanges) addTo(known.traces, change);
  for (const change of changes.observationChanges) addTo(known.observations, change);
}

/** A change that was read back is the same one: its id is a digest of what it says. */
function addTo<C extends ObservationChange | TraceChange>(map: Map<string, C[]>, change: C): void {
  const known = map.get(change.entityId);
  if (!known) map.set(change.entityId, [change]);
  else if (!known.some(({ changeId }) => changeId === change.changeId)) known.push(change);
}

interface Folds {
  observation(id: string): ReturnType<typeof foldObservation>;
  /** What is carried of a trace, and by how many changes it was said; undefined when nothing was ever said of it. */
  trace(id: string): FoldedForCarrying | undefined;
}

interface FoldedForCarrying {
  carried: ReturnType<typeof carried>;
  changes: number;
  /** The latest of them. */
  ingestedUs: number;
}

/** Folds once what several ask for; only of entities whose changes are complete. */
function foldOnce(known: KnownChanges): Folds {
  const observations = new Map<string, ReturnType<typeof foldObservation>>();
  const traces = new Map<string, FoldedForCarrying>();
  return {
    observation: (id) => {
      const folded = observations.get(id) ?? foldObservation(known.observations.get(id) ?? []);
      observations.set(id, folded);
      return folded;
    },
    trace: (id) => {
      const found = traces.get(id);
      if (found) return found;
      const changes = mergeChanges(known.traces.get(id) ?? [], []);
      if (changes.length === 0) return undefined;
      const ingestedUs = changes.reduce((latest, change) => Math.max(latest, change.ingestedUs), 0);
      const folded = { carried: carried(foldTrace(changes)), changes: changes.length, ingestedUs };
      traces.set(id, folded);
      return folded;
    },
  };
}

/** Observations of a trace that were not touched themselves, when what they carry of the trace changed. */
function siblingsToFold(known: KnownChanges, traceId: string, own: readonly TraceChange[]): string[] {
  const siblings = (known.members.get(traceId) ?? []).filter((id) => !known.observations.has(id));
  return siblings.length > 0 && isCarriedChanged(known.traces.get(traceId) ?? [], own) ? siblings : [];
}

/** Siblings whose trace changed, and traces that only older changes of an observation name. */
async function addMissing(
  ch: ClickHouse,
  known: KnownChanges,
  missing: { projectId: string; siblings: readonly string[]; folds: Folds; asked: ReadonlySet<string> },
): Promise<void> {
  const traceIds = unique([...known.observations.keys()].map((id) => missing.folds.observation(id).traceId));
  const more = await readChanges(ch, {
    projectId: missing.projectId,
    observationIds: missing.siblings,
    traceIds: traceIds.filter((id) => !missing.asked.has(id)),
    memberTraceIds: [],
    inHand: new Map(),
  });
  for (const [id, changes] of more.observations) if (!known.observations.has(id)) known.observations.set(id, changes);
  for (const [id, changes] of more.traces) known.traces.set(id, changes);
}

/** True when the batch's own changes make a difference to what the trace's observations carry. */
function isCarriedChanged(all: readonly TraceChange[], own: readonly TraceChange[]): boolean {
  const ownIds = new Set(own.map((change) => change.changeId));
  const before = all.filter((change) => !ownIds.has(change.changeId));
  return carriedKey(before) !== carriedKey(all);
}

function carriedKey(changes: readonly TraceChange[]): string {
  return changes.length === 0 ? JSON.stringify(NOTHING_CARRIED) : JSON.stringify(carried(foldTrace(changes)));
}

const NOTHING_CARRIED = { traceName: '', userId: '', sessionId: '', tags: [], release: '' };

function carried(trace: TraceRecord) {
  const { traceName, userId, sessionId, tags, release } = trace;
  return { traceName, userId, sessionId, tags, release };
}

function foldKnown(known: KnownChanges, changedTraceIds: readonly string[], folds: Folds): Folded {
  const observations: PlainObservation[] = [];
  const staleObservations: StaleObservation[] = [];
  for (const [id, changes] of known.observations) {
    const observation = foldWithTrace(folds, id);
    observations.push(observation);
    staleObservations.push(...staleOf(observation, changes));
  }
  const traces = changedTraceIds.map((id) => foldWithStale(known.traces.get(id) ?? []));
  return { observations, staleObservations, traces };
}

/** More than any trace has changes. */
const TRACE_CHANGES = 2 ** 20;

/**
 * The version counts the observation's changes first and its trace's second: which trace that is follows from the
 * observation's changes, so counts of two traces are never compared.
 */
function foldWithTrace(folds: Folds, id: string): PlainObservation {
  const folded = folds.observation(id);
  const trace = folds.trace(folded.traceId);
  const rowVersion = folded.rowVersion * TRACE_CHANGES + Math.min(trace?.changes ?? 0, TRACE_CHANGES - 1);
  // What is said of the trace makes another version of the row, which is as late as that.
  const ingestedUs = Math.max(folded.ingestedUs, trace?.ingestedUs ?? 0);
  return { ...folded, ...trace?.carried, rowVersion, ingestedUs };
}

function staleOf(observation: PlainObservation, changes: readonly ObservationChange[]): StaleObservation[] {
  const { projectId, id, ingestedUs, rowVersion } = observation;
  const minutes = new Map(candidateKeys(changes).map((key) => [`${minuteOf(key.startUs)} ${key.traceId}`, key]));
  minutes.delete(`${minuteOf(observation.startUs)} ${observation.traceId}`);
  return [...minutes.values()].map((key) => ({ projectId, id, ...key, ingestedUs, rowVersion }));
}

function foldWithStale(changes: readonly TraceChange[]): FoldedTrace {
  const record = foldTrace(changes);
  const minutes = new Map(candidateStarts(changes).map((startUs) => [minuteOf(startUs), startUs]));
  minutes.delete(minuteOf(record.timestampUs));
  return { record, staleStarts: [...minutes.values()] };
}

function minuteOf(micros: number): number {
  return Math.floor(micros / 60_000_000);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
