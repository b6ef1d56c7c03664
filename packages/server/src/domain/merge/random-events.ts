import fc from 'fast-check';
import type { ObservationChange, TraceChange, TraceWrite, Write } from './change.ts';
import { metadataWrites, type Json } from './metadata-tree.ts';

/** Generators for the property tests: few distinct values, so that ties and conflicts are common. */

/** An event as a client means it, before it becomes a change. Absent keys say nothing. */
export interface RandomEvent {
  id: string;
  kind: 'create' | 'update';
  rank: 0 | 1;
  atUs: number;
  type: 'SPAN' | 'GENERATION';
  name?: string;
  input?: string;
  endUs?: number | null;
  startUs?: number;
  traceId?: string;
  environment?: string;
  tags?: string[];
  isPublic?: boolean;
  metadata?: Json;
}

const someMetadata: fc.Arbitrary<Json> = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Json>(1, 'x', null, [1, 2], {}),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('node'), { maxKeys: 2, noNullPrototype: false }),
  ),
})).node;

const someEvent = (ranks: readonly (0 | 1)[]): fc.Arbitrary<Omit<RandomEvent, 'id'>> =>
  fc.record(
    {
      kind: fc.constantFrom('create' as const, 'update' as const),
      rank: fc.constantFrom(...ranks),
      atUs: fc.integer({ min: 1, max: 4 }),
      type: fc.constantFrom('SPAN' as const, 'GENERATION' as const),
      name: fc.constantFrom('', 'n1', 'n2'),
      input: fc.constantFrom('i1', 'i2', 'i3'),
      endUs: fc.constantFrom(null, 2, 9),
      startUs: fc.integer({ min: 1, max: 6 }),
      traceId: fc.constantFrom('t1', 't2'),
      environment: fc.constantFrom('e1', 'e2'),
      tags: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
      isPublic: fc.boolean(),
      metadata: someMetadata,
    },
    { requiredKeys: ['kind', 'rank', 'atUs', 'type'] },
  );

/** One to six events with distinct ids. */
export const someEvents = (ranks: readonly (0 | 1)[] = [0, 1]): fc.Arbitrary<RandomEvent[]> =>
  fc
    .array(someEvent(ranks), { minLength: 1, maxLength: 6 })
    .map((events) => events.map((event, index) => ({ ...event, id: `e${index}` })));

export function observationChange(event: RandomEvent): ObservationChange {
  return {
    projectId: 'p',
    entityId: 'o',
    changeId: event.id,
    ingestedUs: event.atUs + 100,
    writes: [
      {
        ...place(event),
        set: { type: event.type, ...pick(event, ['name', 'input', 'endUs']) },
        first: pick(event, ['startUs', 'traceId', 'environment']),
      },
    ],
  };
}

export function traceChange(event: RandomEvent): TraceChange {
  return {
    projectId: 'p',
    entityId: 't',
    changeId: event.id,
    ingestedUs: event.atUs + 100,
    writes: [traceWrite(event)],
  };
}

export function traceWrite(event: RandomEvent): TraceWrite {
  return {
    ...place(event),
    set: pick(event, ['name', 'input', 'isPublic']),
    first: {
      ...pick(event, ['environment']),
      ...(event.startUs === undefined ? {} : { timestampUs: event.startUs }),
    },
    tags: event.tags ?? [],
  };
}

function place(event: RandomEvent): Write<never, never> {
  const { atUs, rank, kind, id } = event;
  return { atUs, rank, kind, by: id, metadata: metadataWrites(event.metadata) };
}

function pick<K extends keyof RandomEvent>(
  event: RandomEvent,
  keys: readonly K[],
): { [P in K]?: Exclude<RandomEvent[P], undefined> } {
  return Object.fromEntries(keys.filter((key) => key in event).map((key) => [key, event[key]])) as never;
}
