import { hash } from 'node:crypto';
import type { Frame } from '#platform/journal/frame';
import { addSums } from '#platform/journal/journal';
import { promisedBy } from './kept-request.ts';
import type { MappedSegment } from './map-segment.ts';
import type { DeadLetter } from './store/dead-letters.sql.ts';
import { acceptedOf, tallyName, tallyOfRequest } from './tally.ts';
import type { Tally } from './tally.ts';

/** A row that the store refused, by the kind and id of what it speaks of. */
export interface Refused {
  kind: string;
  id: string;
  reason: string;
}

export interface SegmentOutcome {
  /** All of the segment's events: received, refused, and now stored or dead-lettered. */
  tally: Tally;
  letters: DeadLetter[];
}

/** What became of a segment, or of some of its requests. The same with the same refusals gives the same outcome. */
export function outcomeOf(key: string, mapped: MappedSegment, refused: readonly Refused[]): SegmentOutcome {
  const eventsOf = eventCounter(mapped, refused.length > 0);
  const firstOfEach = new Map(refused.toReversed().map((one) => [`${one.kind}\n${one.id}`, one]));
  const rows = [...firstOfEach.values()].map((one): Held => ({
    ...one,
    events: eventsOf(one.id),
    payload: payloadOf(mapped, one.id),
  }));
  return withLetters(key, mapped.tally, [...rows, ...mapped.unreadable.map(heldRequest)]);
}

/** A request that is not read at all, by what it was counted as when it was accepted. */
export function lostRequest(
  key: string,
  { index, head, reason }: { index: number; head: Frame['head']; reason: string },
): SegmentOutcome {
  const tally = promisedBy(head) ?? tallyOfRequest('batch', 1, []);
  return withLetters(key, tally, [heldRequest({ index, reason, events: acceptedOf(tally) })]);
}

/** Of requests that were stored one after the other. A row that was refused with several of them is one letter. */
export function joinOutcomes(outcomes: readonly SegmentOutcome[]): SegmentOutcome {
  const letters = new Map<string, DeadLetter>();
  for (const letter of outcomes.flatMap((outcome) => outcome.letters)) {
    const { events = 0 } = letters.get(letter.id) ?? {};
    letters.set(letter.id, { ...letter, events: letter.events + events });
  }
  return { tally: addSums(...outcomes.map(({ tally }) => tally)), letters: [...letters.values()] };
}

interface Held extends Refused {
  /** How many it holds back. */
  events: number;
  payload: unknown;
}

function heldRequest({ index, reason, events }: MappedSegment['unreadable'][number]): Held {
  return { kind: 'request', id: String(index), reason, events, payload: null };
}

function withLetters(key: string, came: Tally, held: readonly Held[]): SegmentOutcome {
  const letters = held.map(({ kind, id, reason, events, payload }) => ({
    id: hash('sha256', `${key}\n${kind}\n${id}`),
    segment: key,
    entity: kind,
    entityId: id,
    reason,
    events,
    payload: JSON.stringify(payload),
  }));
  const dead = letters.map(({ entity, events }) => ({ [tallyName('dead-lettered', deadReason(entity))]: events }));
  const stored = acceptedOf(came) - letters.reduce((sum, { events }) => sum + events, 0);
  return { tally: addSums(came, ...dead, { [tallyName('stored', '')]: stored }), letters };
}

/** A segment that was counted, and is gone from the blob store or cannot be read there for good. */
export function missingOutcome(
  key: string,
  counted: Tally,
  reason = 'The file of the segment is gone from the blob store; restore it from a backup and retry',
): SegmentOutcome {
  const entity = 'segment';
  const events = acceptedOf(counted);
  const id = hash('sha256', `${key}\n${entity}\n`);
  return {
    tally: addSums(counted, { [tallyName('dead-lettered', 'segment gone from the blob store')]: events }),
    letters: [{ id, segment: key, entity, entityId: key.split('/').at(-1) ?? key, reason, events, payload: 'null' }],
  };
}

function deadReason(entity: string): string {
  return entity === 'request' ? 'request no longer readable' : `${entity} refused by the store`;
}

/**
 * How many events a refused row holds back. Events that speak of one id are counted with its first row; a row that was
 * only derived from stored spans holds none back.
 */
function eventCounter(mapped: MappedSegment, needed: boolean): (id: string) => number {
  const events = needed ? eventsById(mapped) : new Map<string, number>();
  return (id) => {
    const count = events.get(id) ?? 0;
    events.delete(id);
    return count;
  };
}

function eventsById(mapped: MappedSegment): Map<string, number> {
  const events = new Map(mapped.traceEvents);
  const add = (id: string, count: number) => events.set(id, (events.get(id) ?? 0) + count);
  for (const { id } of mapped.observations) add(id, 1);
  for (const { id } of mapped.scores) add(id, 1);
  for (const { entityId, writes } of mapped.observationChanges) add(entityId, writes.length);
  return events;
}

function payloadOf(mapped: MappedSegment, id: string): unknown {
  return (
    mapped.observations.find((one) => one.id === id) ??
    mapped.scores.find((one) => one.id === id) ??
    [...mapped.observationChanges, ...mapped.traceChanges].find(({ entityId }) => entityId === id) ??
    null
  );
}
