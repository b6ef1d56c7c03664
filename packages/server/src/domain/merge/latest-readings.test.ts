import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOfWrites } from './change-of-writes.ts';
import type { TraceChange, TraceWrite } from './change.ts';
import { foldTrace } from './fold-trace.ts';

/** What a message of one event says, as a mapper reads it: the name and the tag are what mappers differ in. */
function read(source: number, reading: number, said: { name?: string; tag?: string }): TraceChange {
  const write: TraceWrite = { atUs: source, rank: 1, kind: 'create', by: `event ${source}`, set: {}, tags: [] };
  if (said.name !== undefined) write.set = { name: said.name };
  if (said.tag !== undefined) write.tags = [said.tag];
  const origin = { projectId: 'p', entityId: 't', ingestedUs: 1, source, reading };
  return changeOfWrites({ ...origin, digest: (text) => text }, [write]);
}

/** The row as people see it, without what orders its versions. */
const seen = (changes: readonly TraceChange[]) => ({ ...foldTrace(changes), rowVersion: 0 });

describe('a message that is read again', () => {
  const wrong = read(1, 0, { name: 'as read wrongly', tag: 'never meant' });
  const right = read(1, 1, { name: 'as meant' });

  it('replaces what was read of it before, also what the later reading no longer says', () => {
    for (const changes of [
      [wrong, right],
      [right, wrong],
    ])
      expect(foldTrace(changes)).toMatchObject({ traceName: 'as meant', tags: [] });
  });

  it('gives a row of a higher version, also when it says what was said before', () => {
    const versions = [[wrong], [wrong, right], [wrong, right, read(1, 2, { name: 'as read wrongly' })]].map(
      (changes) => foldTrace(changes).rowVersion,
    );
    expect(versions).toEqual([1, 2, 3]);
  });

  it('leaves what other messages say', () => {
    const other = read(2, 0, { tag: 'of another message' });
    expect(foldTrace([wrong, other, right])).toMatchObject({ traceName: 'as meant', tags: ['of another message'] });
  });

  it('leaves what was stored before messages were told apart', () => {
    const { source: _, ...early } = read(1, 0, { tag: 'early' });
    expect(foldTrace([early, right])).toMatchObject({ traceName: 'as meant', tags: ['early'] });
  });
});

const message = fc.record({
  source: fc.integer({ min: 1, max: 4 }),
  readings: fc.array(fc.record({ name: fc.constantFrom('a', 'b'), tag: fc.constantFrom('x', 'y', 'z') }), {
    minLength: 1,
    maxLength: 4,
  }),
});

it('in whatever order readings are stored, only the last of each message counts', () => {
  const messages = fc.uniqueArray(message, { selector: ({ source }) => source, minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(messages, fc.infiniteStream(fc.double({ noNaN: true })), (all, order) => {
      const changes = all.flatMap(({ source, readings }) =>
        readings.map((said, reading) => read(source, reading, said)),
      );
      const shuffled = changes
        .map((change) => ({ change, at: order.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ change }) => change);
      const last = all.map(({ source, readings }) => read(source, readings.length - 1, readings.at(-1) ?? {}));
      expect(seen(shuffled)).toEqual(seen(last));
      expect(foldTrace(shuffled).rowVersion).toBe(changes.length);
    }),
    { seed: 15, numRuns: 500 },
  );
});
