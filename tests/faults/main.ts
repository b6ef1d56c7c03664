import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeCommit, describeMachine } from '../bench/report/machine.ts';
import { DELETION_BUGS } from './deletion-bugs/bugs.ts';
import { findDeletionBug } from './deletion-bugs/find-deletion-bug.ts';
import { BUGS } from './kills/bugs.ts';
import { findBug } from './kills/find-bug.ts';
import { KILL_POINTS } from './kills/plan-kills.ts';
import type { KillPoint } from './kills/plan-kills.ts';
import { runKills } from './kills/run-kills.ts';
import type { KillResult } from './kills/run-kills.ts';

const USAGE = `npm run faults -- [--minutes N] [--kills N] [--points K4,K9] [--seed S] [--sites N] [--bugs] [--record]

Kills the product at every named moment while clients send, starts it again, and compares every acknowledged event with
what the public API shows. Prints what it does, and writes the figures as JSON.

  --minutes  no new round after so long; 10 unless --kills is given
  --kills    so many kills, in rounds of one per point
  --points   only these: ${KILL_POINTS.join(', ')}
  --seed     repeats load and plan of a run; random unless given
  --sites    products at once; 3 unless given
  --bugs     instead: puts known defects back, one by one, and expects the kills, or the test of that name, to find each
  --record   writes tests/faults/results/kills.json instead of tmp/faults/kills.json
`;

const ROOT = new URL('../..', import.meta.url).pathname;

async function main() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string' },
      kills: { type: 'string' },
      points: { type: 'string' },
      seed: { type: 'string' },
      sites: { type: 'string', default: '3' },
      bugs: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  if (values.bugs) return findBugs(seed);
  const points = values.points?.split(',') ?? [...KILL_POINTS];
  const unknown = points.filter((point) => !KILL_POINTS.includes(point as KillPoint));
  if (unknown.length > 0 || !Number.isInteger(seed))
    throw new RangeError(`Not understood: ${unknown.join(', ')}\n\n${USAGE}`);
  const kills = Number(values.kills ?? 100_000);
  const minutes = Number(values.minutes ?? (values.kills === undefined ? 10 : Infinity));
  const startedAt = new Date().toISOString();
  say(`seed ${seed}`);
  const keep = keeper(join(ROOT, values.record ? 'tests/faults/results' : 'tmp/faults'));
  const run = { startedAt, commit: describeCommit(ROOT), machine: describeMachine() };
  const result = await runKills({
    seed,
    rounds: Array.from({ length: Math.ceil(kills / points.length) }, () => points as KillPoint[]),
    untilMs: Date.now() + minutes * 60_000,
    sites: Number(values.sites),
    fullRequests: 20,
    engineAwayMs: 500,
    say,
    afterRound: (soFar) => keep({ ...run, ...soFar }),
  });
  await keep({ ...run, ...result });
  process.stdout.write(`\n${tableOf(result)}\n`);
  for (const problem of result.problems) process.stdout.write(`PROBLEM ${problem}\n`);
  if (result.problems.length === 0) return;
  process.stdout.write(
    `\nThe seed before a problem repeats its round: npm run faults -- --seed <seed> --kills 1 --sites 1\n`,
  );
  process.exitCode = 1;
}

async function findBugs(seed: number) {
  for (const [name, bug] of Object.entries(BUGS)) {
    say(`${name}: ${bug.what}`);
    const { missing, checked, seconds } = await findBug(bug, { seed, say: () => undefined });
    say(`${name}: ${missing > 0 ? 'found' : 'NOT FOUND'}, ${missing} of ${checked} events missing after ${seconds} s`);
    if (missing === 0) process.exitCode = 1;
  }
  for (const [name, bug] of Object.entries(DELETION_BUGS)) {
    say(`${name}: ${bug.what}`);
    const [spoilt, sound] = [await findDeletionBug(bug), await findDeletionBug(bug, { without: true })];
    const isFound = spoilt.status === 'failed' && sound.status === 'passed';
    say(
      `${name}: ${isFound ? 'found' : 'NOT FOUND'}, the test ${spoilt.status} with it: ${spoilt.why}; ${sound.status} without`,
    );
    if (!isFound) process.exitCode = 1;
  }
}

function say(line: string) {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`);
}

function keeper(folder: string) {
  return async (result: object) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'kills.json'), `${JSON.stringify(result, null, 2)}\n`);
  };
}

function tableOf(result: KillResult): string {
  const rows = KILL_POINTS.map((point) => `${point.padEnd(10)} ${String(result.kills[point]).padStart(5)} kills`);
  const { requests, events, repeats, missing, partial, doubled, deadLetters, seconds } = result;
  return [
    ...rows,
    `${requests} requests with ${events} events acknowledged, ${repeats} sent again; ${deadLetters} dead letters; ${seconds} s`,
    `${missing} missing, ${partial} partial, ${doubled} doubled, ${result.problems.length} problems`,
  ].join('\n');
}

await main();
