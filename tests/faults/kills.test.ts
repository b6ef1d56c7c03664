import { beforeAll, expect, test } from 'vitest';
import { startTidemark } from '../harness/start-tidemark.ts';
import { basicAuth } from '../harness/public-api.ts';
import { KILL_POINTS } from './kills/plan-kills.ts';
import type { KillPoint } from './kills/plan-kills.ts';
import { runKills } from './kills/run-kills.ts';
import type { KillResult } from './kills/run-kills.ts';

/** Every point once; `npm run faults` is the long version, and a seed that it names can be tried here. */
const SEED = Number(process.env['FAULTS_SEED'] ?? 20_261_120);
const ACCEPTING: readonly KillPoint[] = ['K0', 'K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'any'];
const STORING = KILL_POINTS.filter((point) => !ACCEPTING.includes(point));

let result: KillResult;
const lines: string[] = [];

beforeAll(async () => {
  result = await runKills({
    seed: SEED,
    rounds: [ACCEPTING, STORING],
    untilMs: Infinity,
    sites: 2,
    fullRequests: 8,
    engineAwayMs: 300,
    say: (line) => void lines.push(line),
  });
  process.stdout.write(`kills: ${result.events} events acknowledged in ${result.seconds} s; ${lines.join('; ')}\n`);
}, 600_000);

const deaths = (points: readonly KillPoint[]) =>
  Object.fromEntries(points.map((point) => [point, result.kills[point]]));

test('A01: a kill at each step of accepting loses nothing that was acknowledged, doubles nothing and leaves no temporary file', () => {
  expect(
    Object.values(deaths(ACCEPTING)).every((count) => count > 0),
    JSON.stringify(deaths(ACCEPTING)),
  ).toBe(true);
  expect(result.problems).toEqual([]);
});

test('A02: a kill at each step of storing, or of the trace store in the middle of an INSERT, gives every row once and whole', () => {
  expect(
    Object.values(deaths(STORING)).every((count) => count > 0),
    JSON.stringify(deaths(STORING)),
  ).toBe(true);
  const { missing, partial, doubled } = result;
  expect({ missing, partial, doubled }).toEqual({ missing: 0, partial: 0, doubled: 0 });
});

test('A03: stopped under load and killed on the way, no answer was cut and nothing acknowledged was lost', () => {
  expect(result.kills.K15).toBeGreaterThan(0);
  expect(result.problems.filter((problem) => /cut|answered/.test(problem))).toEqual([]);
});

test('A24: after all kills what was received is what was stored, refused or is a dead letter, and nothing waits', () => {
  expect(result.problems.filter((problem) => problem.includes('balance'))).toEqual([]);
  expect(result.events).toBeGreaterThan(2000);
  expect(result.deadLetters).toBeGreaterThan(0);
});

test('a product that is started as usual does not know of fail points', async () => {
  await using tidemark = await startTidemark({ env: { FAILPOINT: 'K1:kill:1', NODE_ENV: 'production' } });
  const id = 'feedfacefeedface';
  const answer = await fetch(`${tidemark.url}/api/public/ingestion`, {
    method: 'POST',
    headers: { ...basicAuth(tidemark), 'content-type': 'application/json' },
    body: JSON.stringify({
      batch: [{ id, type: 'trace-create', timestamp: new Date().toISOString(), body: { id, name: 'usual' } }],
    }),
  });
  expect(answer.status).toBe(207);
  expect((await fetch(`${tidemark.url}/api/public/ready`)).status).toBe(200);
});
