import { expect, test } from 'vitest';
import { judgeIntake } from './judge-intake.ts';
import type { WaitingOfProject } from './store/waiting.sql.ts';

const GiB = 2 ** 30;
const HOUR_MS = 3_600_000;
const roomy = { freeBytes: 500 * GiB, totalBytes: 1000 * GiB };
const waits = (projectId: string, gib: number, ageMs = 0): WaitingOfProject => ({ projectId, bytes: gib * GiB, ageMs });

test('an ordinary backlog, also one of an hour without the engine, refuses nobody', () => {
  const backlog = [waits('a', 5, HOUR_MS), waits('b', 0.1, HOUR_MS)];
  for (const projectId of ['a', 'b', 'new']) expect(judgeIntake({ backlog, space: roomy }, projectId)).toBeNull();
});

test('A21: the project that floods waits first, with 429, while its neighbours are taken', () => {
  const pressure = { backlog: [waits('flood', 16), waits('quiet', 0.5)], space: roomy };
  expect(judgeIntake(pressure, 'flood')).toMatchObject({ code: 'limit_exceeded', details: { retryAfterSeconds: 10 } });
  expect(judgeIntake(pressure, 'quiet')).toBeNull();
  expect(judgeIntake(pressure, 'new')).toBeNull();
});

test('beyond the hard limit everybody is asked to wait, with 503', () => {
  const pressure = { backlog: [waits('flood', 21)], space: roomy };
  expect(judgeIntake(pressure, 'new')).toMatchObject({
    code: 'unavailable',
    details: { refusal: 'backlog too large' },
  });
});

test('the backlog never takes more than half of the room that there is', () => {
  const backlog = [waits('a', 4)];
  const space = { freeBytes: 3 * GiB, totalBytes: 100 * GiB };
  expect(judgeIntake({ backlog, space }, 'a')).toMatchObject({ code: 'limit_exceeded' });
  expect(judgeIntake({ backlog, space: null }, 'a')).toBeNull();
});

test('a disk that is nearly full refuses everything before it is kept', () => {
  const space = { freeBytes: 0.9 * GiB, totalBytes: 100 * GiB };
  expect(judgeIntake({ backlog: [], space }, 'a')).toMatchObject({
    code: 'unavailable',
    details: { refusal: 'disk nearly full', retryAfterSeconds: 30 },
  });
  const small = { freeBytes: 0.9 * GiB, totalBytes: 10 * GiB };
  expect(judgeIntake({ backlog: [], space: small }, 'a')).toBeNull();
});

test('a day-old backlog limits its own project, a single bad segment of that age does not', () => {
  const backlog = [waits('late', 1, 25 * HOUR_MS), waits('stuck', 0.001, 25 * HOUR_MS)];
  expect(judgeIntake({ backlog, space: roomy }, 'late')).toMatchObject({ code: 'limit_exceeded' });
  expect(judgeIntake({ backlog, space: roomy }, 'stuck')).toBeNull();
});
