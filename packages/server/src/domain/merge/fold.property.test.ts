import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from './change.ts';
import { candidateKeys, candidateStarts } from './candidate-keys.ts';
import { compactWrites } from './compact-writes.ts';
import { foldObservation } from './fold-observation.ts';
import { foldTrace } from './fold-trace.ts';
import { mergeChanges } from './merge-changes.ts';
import { observationChange, someEvents, traceChange, traceWrite } from './random-events.ts';

const CASES = { numRuns: 2500, seed: 20_261_120 };

/** The events in another order, some of them twice, cut into parts. */
const deliveries = <T>(items: readonly T[]): fc.Arbitrary<T[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...items, ...items], { minLength: 0 }),
      fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length }),
      fc.array(fc.nat({ max: 12 }), { maxLength: 4 }),
    )
    .map(([again, all, cuts]) => cut([...again, ...all], cuts));

function cut<T>(items: readonly T[], at: readonly number[]): T[][] {
  const bounds = [0, ...at.map((index) => Math.min(index, items.length)).sort((a, b) => a - b), items.length];
  return bounds.slice(1).map((end, index) => items.slice(bounds[index], end));
}

/** Merges the parts from the left, or from the right, or as a tree. */
function mergeParts<C extends Change<unknown, unknown>>(parts: C[][], shape: 'left' | 'right' | 'tree'): C[] {
  if (shape === 'left') return parts.reduce<C[]>((sum, part) => mergeChanges(sum, part), []);
  if (shape === 'right') return parts.reduceRight<C[]>((sum, part) => mergeChanges(part, sum), []);
  if (parts.length <= 1) return mergeChanges(parts[0] ?? [], []);
  const half = Math.floor(parts.length / 2);
  return mergeChanges(mergeParts(parts.slice(0, half), shape), mergeParts(parts.slice(half), shape));
}

const someShape = fc.constantFrom('left' as const, 'right' as const, 'tree' as const);

test('an observation folds to the same row in any order, with duplicates, in any parts', () => {
  const cases = someEvents().chain((events) => {
    const changes = events.map(observationChange);
    return fc.tuple(fc.constant(changes), deliveries(changes), someShape);
  });
  fc.assert(
    fc.property(cases, ([changes, parts, shape]) => {
      expect(foldObservation(mergeParts(parts, shape))).toEqual(foldObservation(changes));
      expect(foldObservation(parts.flat())).toEqual(foldObservation(changes));
    }),
    CASES,
  );
});

test('a trace folds to the same row in any order, with duplicates, in any parts', () => {
  const cases = someEvents().chain((events) => {
    const changes = events.map(traceChange);
    return fc.tuple(fc.constant(changes), deliveries(changes), someShape);
  });
  fc.assert(
    fc.property(cases, ([changes, parts, shape]) => {
      expect(foldTrace(mergeParts(parts, shape))).toEqual(foldTrace(changes));
    }),
    CASES,
  );
});

test('a change that says more always has the higher version', () => {
  const cases = someEvents().chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: 1 })),
  );
  fc.assert(
    fc.property(cases, ([all, some]) => {
      const more = foldObservation(all.map(observationChange)).rowVersion;
      const less = foldObservation(some.map(observationChange)).rowVersion;
      expect(more - less).toBe(all.length - some.length);
    }),
    CASES,
  );
});

test('a fold over any part lies at one of the candidate keys of the whole', () => {
  const cases = someEvents().chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: 1 })),
  );
  fc.assert(
    fc.property(cases, ([all, some]) => {
      const { traceId, startUs } = foldObservation(some.map(observationChange));
      expect(candidateKeys(all.map(observationChange))).toContainEqual({ traceId, startUs });
      expect(candidateStarts(all.map(traceChange))).toContain(foldTrace(some.map(traceChange)).timestampUs);
    }),
    CASES,
  );
});

test('compacting writes changes nothing, alone or together with changes that come later', () => {
  const cases = someEvents().chain((events) => fc.tuple(fc.constant(events), fc.nat({ max: events.length })));
  const batch = (changeId: string, writes: ReturnType<typeof compactWrites>) =>
    ({ projectId: 'p', entityId: 't', changeId, ingestedUs: 5, writes }) as ReturnType<typeof traceChange>;
  fc.assert(
    fc.property(cases, ([events, at]) => {
      const [own, others] = [events.slice(0, at).map(traceWrite), events.slice(at).map(traceWrite)];
      const plain = [batch('x', own), batch('y', others)].filter((change) => change.writes.length > 0);
      const compact = plain.map((change) => batch(change.changeId, compactWrites(change.writes)));
      expect(foldTrace(compact)).toEqual(foldTrace(plain));
    }),
    CASES,
  );
});
