import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNewestFirst } from './newest-first.ts';
import type { ProjectScope } from './project-scope.ts';

const HOUR_US = 3_600_000_000;

function inMemory(times: readonly number[]) {
  const calls: ProjectScope[] = [];
  const read = (part: ProjectScope, limit: number) => {
    calls.push(part);
    const inPart = times.filter((at) => at >= (part.fromUs ?? -Infinity) && at < (part.toUs ?? Infinity));
    return Promise.resolve(inPart.sort((a, b) => b - a).slice(0, limit));
  };
  return { calls, read };
}

test('reading in steps gives what one read of everything gives', async () => {
  const hours = fc.integer({ min: -3000, max: 10 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(hours),
      fc.option(hours),
      fc.option(hours),
      fc.integer({ min: 1, max: 20 }),
      async (at, from, to, limit) => {
        const scope = {
          projectId: 'p',
          fromUs: from === null ? null : from * HOUR_US,
          toUs: to === null ? null : to * HOUR_US,
        };
        const times = at.map((hour) => hour * HOUR_US);
        const stepped = await readNewestFirst({ scope, anchorUs: 0, limit, read: inMemory(times).read });
        expect(stepped).toEqual(await inMemory(times).read(scope, limit));
      },
    ),
    { numRuns: 500, seed: 7 },
  );
});

test('a page that the last hour fills reads the last hour only', async () => {
  const memory = inMemory([-1, -2, -3]);
  await readNewestFirst({
    scope: { projectId: 'p', fromUs: null, toUs: null },
    anchorUs: 0,
    limit: 2,
    read: memory.read,
  });
  expect(memory.calls).toEqual([{ projectId: 'p', fromUs: -HOUR_US, toUs: null }]);
});
