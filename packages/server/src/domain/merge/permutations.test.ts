import { expect, test } from 'vitest';
import { foldObservation } from './fold-observation.ts';
import { observationChange, type RandomEvent } from './random-events.ts';

const event = (id: string, atUs: number, more: Partial<RandomEvent>): RandomEvent => ({
  id,
  atUs,
  rank: 1,
  kind: 'update',
  type: 'SPAN',
  ...more,
});

/** A create and four updates that contradict each other, two of them of one instant. */
const EVENTS = [
  event('create', 1, { kind: 'create', type: 'GENERATION', name: 'n1', startUs: 1, traceId: 't1', input: 'i1' }),
  event('second', 2, { name: 'n2', metadata: { a: 1 } }),
  event('third', 3, { input: 'i3', endUs: 9 }),
  event('fourth', 3, { input: 'i2', name: 'n1' }),
  event('fifth', 5, { endUs: 2, metadata: { b: 2 } }),
];

function permutationsOf<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => permutationsOf(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

test('B02: every permutation of a create and four updates gives the same row', () => {
  const all = permutationsOf(EVENTS.map(observationChange));
  expect(all).toHaveLength(120);
  const rows = new Set(all.map((changes) => JSON.stringify(foldObservation(changes))));
  expect([...rows].map((row) => JSON.parse(row) as unknown)).toEqual([
    expect.objectContaining({
      type: 'GENERATION',
      name: 'n1',
      input: 'i3',
      traceId: 't1',
      startUs: 1,
      endUs: 2,
      metadata: { a: '1', b: '2' },
      flags: [],
      rowVersion: 5,
    }),
  ]);
});
