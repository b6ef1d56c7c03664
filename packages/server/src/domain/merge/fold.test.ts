import { describe, expect, test } from 'vitest';
import type { ObservationChange, ObservationWrite, TraceChange, TraceWrite } from './change.ts';
import { candidateKeys, candidateStarts } from './candidate-keys.ts';
import { foldObservation } from './fold-observation.ts';
import { foldTrace } from './fold-trace.ts';
import { metadataWrites } from './metadata-tree.ts';

let made = 0;
const stated = { rank: 1, kind: 'create' } as const;
const observation = (write: Partial<ObservationWrite>): ObservationChange => {
  const id = `c${made++}`;
  return {
    projectId: 'p',
    entityId: 'o',
    changeId: id,
    ingestedUs: 7,
    writes: [{ ...stated, atUs: 1, by: id, ...write }],
  };
};
const trace = (write: Partial<TraceWrite>): TraceChange => {
  const id = `c${made++}`;
  return {
    projectId: 'p',
    entityId: 't',
    changeId: id,
    ingestedUs: 7,
    writes: [{ ...stated, atUs: 1, by: id, ...write }],
  };
};

describe('the last write wins', () => {
  test('by the time of the event, not by arrival', () => {
    const [old, young] = [
      observation({ atUs: 1, set: { name: 'old' } }),
      observation({ atUs: 2, set: { name: 'young' } }),
    ];
    expect(foldObservation([young, old]).name).toBe('young');
  });

  test('an update after the create of the same instant', () => {
    const update = observation({ kind: 'update', by: 'a', set: { name: 'update' } });
    const create = observation({ kind: 'create', by: 'b', set: { name: 'create' } });
    expect(foldObservation([update, create]).name).toBe('update');
  });

  test('an absent field says nothing, a cleared one clears', () => {
    const create = observation({ atUs: 1, set: { name: 'n', statusMessage: 's', endUs: 9 } });
    const update = observation({ atUs: 2, kind: 'update', set: { statusMessage: '', endUs: null } });
    expect(foldObservation([create, update])).toMatchObject({ name: 'n', statusMessage: '', endUs: null });
  });

  test('what was derived loses against what was stated, however late', () => {
    const derived = trace({ rank: 0, atUs: 9, set: { name: 'root span' } });
    const explicit = trace({ rank: 1, atUs: 1, set: { name: 'said' } });
    expect(foldTrace([explicit, derived]).traceName).toBe('said');
  });

  test('public: a change that does not speak of it does not undo it, a later false does', () => {
    const yes = trace({ atUs: 1, set: { isPublic: true } });
    expect(foldTrace([yes, trace({ atUs: 2, set: { name: 'x' } })]).isPublic).toBe(true);
    expect(foldTrace([trace({ atUs: 0, set: { isPublic: false } }), yes]).isPublic).toBe(true);
    expect(foldTrace([trace({ atUs: 3, set: { isPublic: false } }), yes]).isPublic).toBe(false);
  });
});

describe('the first write wins', () => {
  test('for trace, start and environment of an observation', () => {
    const first = observation({ atUs: 1, first: { traceId: 't1', startUs: 5, environment: 'prod' } });
    const second = observation({ atUs: 2, first: { traceId: 't2', startUs: 3, environment: 'dev' } });
    expect(foldObservation([second, first])).toMatchObject({ traceId: 't1', startUs: 5, environment: 'prod' });
  });

  test('for the time of a trace, where a stated time beats an earlier derived one', () => {
    const span = trace({ rank: 0, atUs: 1, first: { timestampUs: 1 } });
    const later = trace({ rank: 0, atUs: 2, first: { timestampUs: 2 } });
    expect(foldTrace([later, span]).timestampUs).toBe(1);
    expect(foldTrace([later, span, trace({ atUs: 8, first: { timestampUs: 8 } })]).timestampUs).toBe(8);
  });
});

test('of two events of one instant, the one that states the earlier time is first', () => {
  const [later, earlier] = [
    trace({ by: 'a', first: { timestampUs: 6 } }),
    trace({ by: 'b', first: { timestampUs: 5 } }),
  ];
  expect(foldTrace([later, earlier]).timestampUs).toBe(5);
});

describe('B03: an update without its create', () => {
  const update = observation({ kind: 'update', atUs: 4, set: { type: 'GENERATION' } });

  test('is a row of its own, flagged partial', () => {
    expect(foldObservation([update])).toMatchObject({
      traceId: 'o',
      startUs: 4,
      type: 'GENERATION',
      flags: ['partial'],
    });
  });

  test('moves to the right place when the create comes, and both places are candidates', () => {
    const create = observation({ atUs: 3, set: { type: 'AGENT' }, first: { traceId: 't', startUs: 2 } });
    expect(foldObservation([update, create])).toMatchObject({ traceId: 't', startUs: 2, type: 'AGENT', flags: [] });
    expect(candidateKeys([update, create])).toEqual([
      { traceId: 'o', startUs: 2 },
      { traceId: 'o', startUs: 4 },
      { traceId: 't', startUs: 2 },
      { traceId: 't', startUs: 4 },
    ]);
  });
});

test('B05: two contents under one event id give the same row in either order', () => {
  const [a, b] = [observation({ by: 'e', set: { name: 'a' } }), observation({ by: 'e', set: { name: 'b' } })];
  expect(foldObservation([a, b])).toEqual(foldObservation([b, a]));
  const sameId = { ...b, changeId: a.changeId };
  expect(foldObservation([a, sameId])).toEqual(foldObservation([sameId, a]));
});

test('an end before the start is the start', () => {
  const folded = foldObservation([observation({ set: { endUs: 3, completionStartUs: 4 }, first: { startUs: 5 } })]);
  expect(folded).toMatchObject({ startUs: 5, endUs: 5, completionStartUs: 5 });
});

test('tags add up, sorted and once each', () => {
  expect(foldTrace([trace({ tags: ['b', 'a'] }), trace({ tags: ['b', 'c'] })]).tags).toEqual(['a', 'b', 'c']);
});

test('a trace without a stated time begins at its earliest event', () => {
  const changes = [trace({ atUs: 5 }), trace({ atUs: 3 })];
  expect(foldTrace(changes).timestampUs).toBe(3);
  expect(candidateStarts(changes)).toEqual([3, 5]);
});

describe('metadata', () => {
  const fold = (...values: unknown[]) => ({
    ...foldTrace(values.map((value, at) => trace({ atUs: at, metadata: metadataWrites(value) }))).metadata,
  });

  test('merges deeply and gives structured values as JSON text', () => {
    expect(fold({ a: { b: 1 }, s: 'text', n: 1 }, { a: { c: [2] } })).toEqual({
      a: '{"b":1,"c":[2]}',
      s: 'text',
      n: '1',
    });
  });

  test('null overwrites a key, null and an empty object as a whole say nothing', () => {
    expect(fold({ a: 'x', b: 'y' }, { a: null, b: {} }, null, {})).toEqual({ a: 'null', b: 'y' });
  });

  test('that is no object stands under `metadata`', () => {
    expect(fold('text')).toEqual({ metadata: 'text' });
    expect(fold([1, 2])).toEqual({ metadata: '[1,2]' });
  });

  test('C10: keys like __proto__ are plain keys and reach no prototype', () => {
    expect(fold(JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}'))).toEqual(
      Object.fromEntries([
        ['__proto__', '{"x":1}'],
        ['constructor', '{"prototype":{"x":1}}'],
      ]),
    );
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

test('no changes fold to nothing but an error', () => {
  expect(() => foldTrace([])).toThrow('There is no change to fold');
});
