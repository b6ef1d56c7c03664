import { expect, test } from 'vitest';
import { createWaitingLine } from './waiting-line.ts';

test('so many run, the others wait in the order of asking, and a place that is given back twice counts once', async () => {
  const line = createWaitingLine('ui', { running: 2, waiting: 5 });
  const first = await line.enter();
  await line.enter();
  const order: string[] = [];
  const third = line.enter().then((place) => (order.push('third'), place));
  const fourth = line.enter().then((place) => (order.push('fourth'), place));
  expect(line.state()).toEqual({ running: 2, waiting: 2 });
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  (await third)[Symbol.dispose]();
  await fourth;
  expect(order).toEqual(['third', 'fourth']);
  expect(line.state()).toEqual({ running: 2, waiting: 0 });
});

test('whoever comes when too many wait is told at once, and nothing is left over at the end', async () => {
  const line = createWaitingLine('export', { running: 1, waiting: 1 });
  const place = await line.enter();
  const waits = line.enter();
  await expect(line.enter()).rejects.toMatchObject({ code: 'unavailable' });
  place[Symbol.dispose]();
  (await waits)[Symbol.dispose]();
  expect(line.state()).toEqual({ running: 0, waiting: 0 });
});

test('whoever leaves while waiting takes no place', async () => {
  const line = createWaitingLine('ui', { running: 1, waiting: 5 });
  const place = await line.enter();
  const abort = new AbortController();
  const leaves = line.enter(abort.signal);
  const stays = line.enter();
  abort.abort();
  await expect(leaves).rejects.toMatchObject({ code: 'unavailable' });
  await expect(line.enter(abort.signal)).rejects.toMatchObject({ code: 'unavailable' });
  place[Symbol.dispose]();
  (await stays)[Symbol.dispose]();
  expect(line.state()).toEqual({ running: 0, waiting: 0 });
});
