import { hash } from 'node:crypto';
import type { EventOf, IngestionEvent, ObservationEvent } from '@tidemark/contract/ingestion/events';
import type { Change, ObservationChange, ObservationWrite, TraceChange, TraceWrite, Write } from '#domain/merge/change';
import { changeOfWrites } from '#domain/merge/change-of-writes';
import { compactWrites } from '#domain/merge/compact-writes';
import type { ScoreRecord } from '#domain/telemetry';
import { atOnce, sliced } from '#platform/process/slices';
import type { Slices } from '#platform/process/slices';
import type { EventContext } from './event-context.ts';
import { observationWrite } from './observation-write.ts';
import { scoreRecord } from './score-record.ts';
import { impliedTraceWrite, traceWrite } from './trace-write.ts';

/** What a batch says: one change per observation and per trace, however many events speak of it. */
export interface MappedBatch {
  observations: ObservationChange[];
  traces: TraceChange[];
  scores: ScoreRecord[];
  /** What SDKs report of themselves; only logged. */
  sdkLogs: unknown[];
}

/** Maps the checked events of one message. Never throws on what `readBatch` accepted. */
export function mapBatch(events: readonly IngestionEvent[], context: EventContext): MappedBatch {
  return atOnce(mapBatchInSlices(events, context));
}

/** About a millisecond of mapping. */
const EVENTS_PER_SLICE = 64;

export function* mapBatchInSlices(events: readonly IngestionEvent[], context: EventContext): Slices<MappedBatch> {
  const observations = new Map<string, ObservationWrite[]>();
  const traces = new Map<string, TraceWrite[]>();
  const mapped: MappedBatch = { observations: [], traces: [], scores: [], sdkLogs: [] };
  yield* sliced(events, EVENTS_PER_SLICE, (event, place) => {
    if (event.type === 'score-create') mapped.scores.push(scoreRecord(event, context));
    else if (event.type === 'sdk-log') mapped.sdkLogs.push(event.body.log);
    else if (event.type === 'trace-create') addTo(traces, entityId(event), inPlace(traceWrite(event, context), place));
    else addObservation(event, inPlace(observationWrite(event, context), place), { observations, traces });
  });
  mapped.observations = yield* changes(observations, context);
  mapped.traces = yield* changes(compacted(traces), context);
  return mapped;
}

/** SDKs stamp what is done within a millisecond alike; the later in the message is then the later. */
function inPlace<W extends ObservationWrite | TraceWrite>(write: W, place: number): W {
  return { ...write, by: `${String(place).padStart(PLACE_DIGITS, '0')} ${write.by}` };
}

const PLACE_DIGITS = 7;

function addObservation(
  event: ObservationEvent,
  write: ObservationWrite,
  into: { observations: Map<string, ObservationWrite[]>; traces: Map<string, TraceWrite[]> },
): void {
  const id = entityId(event);
  addTo(into.observations, id, write);
  // An update without a trace id may have its trace from a create elsewhere; a create without one is a trace of its own.
  const traceId = write.first?.traceId ?? (write.kind === 'create' ? id : undefined);
  if (traceId !== undefined) addTo(into.traces, traceId, impliedTraceWrite(write));
}

/** What an event speaks of. Without an id it is named after its event, so that a replay names it alike. */
function entityId(event: ObservationEvent | EventOf<'trace-create'>): string {
  return event.body.id ?? event.id;
}

function addTo<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

function compacted(groups: ReadonlyMap<string, TraceWrite[]>): Map<string, TraceWrite[]> {
  return new Map([...groups].map(([id, writes]) => [id, compactWrites(writes)]));
}

function* changes<Fields, Firsts>(
  groups: ReadonlyMap<string, Write<Fields, Firsts>[]>,
  context: EventContext,
): Slices<Change<Fields, Firsts>[]> {
  const { projectId, receivedUs, ingestedUs = receivedUs, bodyDigest: source, reading } = context;
  const digest = (text: string) => hash('sha256', text, 'base64url');
  const origin = { projectId, ingestedUs, source, reading, digest };
  const made: Change<Fields, Firsts>[] = [];
  yield* sliced(groups, EVENTS_PER_SLICE, ([entityId, writes]) =>
    made.push(changeOfWrites({ ...origin, entityId }, writes)),
  );
  return made;
}
