import { expect, test, vi } from 'vitest';
import { systemClock } from '#platform/clock/clock';
import { createLog } from '#platform/log/log';
import { keepRunning } from './keep-running.ts';

const clock = { ...systemClock(), sleep: async () => undefined };
const log = createLog('silent');

test('a child that ends is started again, also after failed attempts, and stopped once at the end', async () => {
  const exits: (() => void)[] = [];
  const stopped: number[] = [];
  let starts = 0;
  const kept = await keepRunning({
    name: 'engine',
    clock,
    log,
    start: async (onExit) => {
      starts += 1;
      const id = starts;
      if (id === 2) throw new Error('not yet');
      exits.push(onExit);
      return { id, [Symbol.asyncDispose]: async () => void stopped.push(id) };
    },
  });
  exits[0]?.();
  await vi.waitFor(() => expect(starts).toBe(3));
  await kept[Symbol.asyncDispose]();
  expect(stopped).toEqual([3]);
  exits[1]?.();
  expect(starts).toBe(3);
});

test('a first start that fails rejects', async () => {
  const start = async (): Promise<AsyncDisposable> => {
    throw new Error('no binary');
  };
  await expect(keepRunning({ name: 'engine', clock, log, start })).rejects.toThrow('no binary');
});
