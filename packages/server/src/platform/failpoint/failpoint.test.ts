import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { armFailpoint, failpoint } from './failpoint.ts';

const SOURCES = new URL('../..', import.meta.url).pathname;

afterEach(() => {
  vi.unstubAllEnvs();
});

test('no point does anything unless it was armed, whatever the environment says', () => {
  vi.stubEnv('FAILPOINT', 'K9:throw:1');
  const partly = vi.fn<() => Promise<void>>(async () => undefined);
  expect(failpoint('K9', partly)).toBeUndefined();
  expect(partly).not.toHaveBeenCalled();
});

test('nothing in the product can arm a point, and every point is named in the code exactly where it can be hit', async () => {
  const names = (await readdir(SOURCES, { recursive: true })).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const sources = await Promise.all(
    names
      .filter((name) => !name.endsWith('failpoint/failpoint.ts'))
      .map(async (name) => ({ name, text: await readFile(join(SOURCES, name), 'utf8') })),
  );
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.filter(({ text }) => /armFailpoint|FAILPOINT/.test(text)).map(({ name }) => name)).toEqual([]);
  const used = new Set(sources.flatMap(({ text }) => text.match(/(?<=failpoint\(')K\d+/g) ?? []));
  expect([...used].toSorted()).toEqual(Array.from({ length: 16 }, (_, index) => `K${index}`).toSorted());
});

test('an armed point strikes at its hit, once, after the piece of work that lies before it', async () => {
  armFailpoint('K2:throw:2');
  const partly = vi.fn<() => Promise<void>>(async () => undefined);
  await failpoint('K2', partly);
  await failpoint('K3', partly);
  expect(partly).not.toHaveBeenCalled();
  await expect(failpoint('K2', partly)).rejects.toThrow('failpoint K2');
  expect(partly).toHaveBeenCalledTimes(1);
  expect(failpoint('K2', partly)).toBeUndefined();
});

test('a point or an action that does not exist is refused', () => {
  for (const spec of ['K99:kill:1', 'K1:explode:1', 'K1:kill:0', 'K1']) expect(() => armFailpoint(spec)).toThrow(spec);
});
