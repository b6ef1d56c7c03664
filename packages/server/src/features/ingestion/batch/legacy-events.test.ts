import { expect, test } from 'vitest';
import {
  wrapGeneration,
  wrapGenerationUpdate,
  wrapScore,
  wrapSpan,
  wrapSpanUpdate,
  wrapTrace,
} from './legacy-events.ts';
import { readBatch } from './read-batch.ts';

const stamp = { id: 'new', timestamp: '2026-11-20T10:00:00.000Z' };

test('an object without an id gets the one that is answered', () => {
  const wrapped = wrapTrace({ name: 'x' }, stamp);
  expect(wrapped.id).toBe('new');
  expect(readBatch(wrapped.batch, 'all').accepted).toMatchObject([
    { type: 'trace-create', body: { id: 'new', name: 'x' } },
  ]);
});

test('prompt and completion are input and output', () => {
  const wrapped = wrapGeneration({ id: 'g', prompt: 'p', completion: 'c' }, stamp);
  expect(wrapped).toMatchObject({ id: 'g', batch: { batch: [{ body: { id: 'g', input: 'p', output: 'c' } }] } });
});

test('an update is of the span or generation that it names', () => {
  expect(wrapSpanUpdate({ spanId: 's', name: 'x' }, stamp)).toMatchObject({ id: 's' });
  const generation = wrapGenerationUpdate({ generationId: 'g', completion: 'c' }, stamp);
  expect(readBatch(generation.batch, 'all').accepted).toMatchObject([
    { type: 'generation-update', body: { id: 'g', output: 'c' } },
  ]);
});

test.each([wrapTrace('text', stamp), wrapSpan([1], stamp), wrapSpanUpdate({}, stamp), wrapScore({ name: 's' }, stamp)])(
  'a body that is none is refused like a bad event',
  ({ batch }) => {
    expect(readBatch(batch, 'all').errors).toMatchObject([{ status: 400 }]);
  },
);

test('an id that is no text is refused, also one that throws when it is made a text', () => {
  for (const id of [5, {}, { toString: 1, valueOf: 1 }, [{ toString: 1 }]])
    for (const { batch } of [wrapTrace({ id, name: 'x' }, stamp), wrapSpanUpdate({ spanId: id }, stamp)])
      expect(readBatch(batch, 'all').errors).toMatchObject([{ status: 400 }]);
});
