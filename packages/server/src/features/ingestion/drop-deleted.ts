import { findTombstones } from '#features/deletions';
import type { PlainObservation } from '#domain/merge/fold-observation';
import type { Engines } from '#kernel/ctx';
import type { MappedSegment } from './map-segment.ts';

/** Leaves out what belongs to traces and scores that were removed for good, and counts the events that it was said in. */
export interface DeletedFilter {
  observations(observations: PlainObservation[]): Promise<PlainObservation[]>;
  /** What is left to write of a segment: changes and scores. */
  rest<M extends MappedSegment>(mapped: M): Promise<M>;
  readonly dropped: number;
}

export function dropDeleted(engines: Pick<Engines, 'ch' | 'db' | 'clock'>, projectId: string): DeletedFilter {
  let dropped = 0;
  const gone = (kind: 'trace' | 'score', ids: Iterable<string>) =>
    findTombstones(engines, { projectId, kind, ids: [...new Set(ids)] });
  /** Keeps what is not gone; each thing stands for this many events. */
  const keep = <T>(items: readonly T[], isGone: (item: T) => boolean, eventsOf: (item: T) => number): T[] =>
    items.filter((item) => {
      if (!isGone(item)) return true;
      dropped += eventsOf(item);
      return false;
    });
  return {
    async observations(observations) {
      const traces = await gone('trace', traceIdsOf(observations));
      if (traces.size === 0) return observations;
      return keep(
        observations,
        ({ traceId }) => traces.has(traceId),
        () => 1,
      );
    },
    async rest(mapped) {
      const { observationChanges, traceChanges, scores } = mapped;
      const named = (change: (typeof observationChanges)[number]) =>
        change.writes.map(({ first }) => first?.traceId ?? change.entityId);
      const traceIds = [
        ...observationChanges.flatMap(named),
        ...traceChanges.map(({ entityId }) => entityId),
        ...traceIdsOf(scores),
      ];
      const [traces, scoreIds] = [
        await gone('trace', traceIds),
        await gone(
          'score',
          scores.map(({ id }) => id),
        ),
      ];
      if (traces.size + scoreIds.size === 0) return mapped;
      return {
        ...mapped,
        observationChanges: keep(
          observationChanges,
          (change) => named(change).some((id) => traces.has(id)),
          ({ writes }) => writes.length,
        ),
        traceChanges: keep(
          traceChanges,
          ({ entityId }) => traces.has(entityId),
          ({ entityId }) => mapped.traceEvents.get(entityId) ?? 0,
        ),
        scores: keep(
          scores,
          ({ id, traceId }) => scoreIds.has(id) || traces.has(traceId),
          () => 1,
        ),
      };
    },
    get dropped() {
      return dropped;
    },
  };
}

function traceIdsOf(items: readonly { traceId: string }[]): string[] {
  return items.map(({ traceId }) => traceId).filter((id) => id !== '');
}
