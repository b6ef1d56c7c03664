import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../harness/free-port.ts';
import { randomOf } from '../../bench/load/random.ts';
import { checkPromises } from './check-promises.ts';
import type { Findings } from './check-promises.ts';
import { startEngines } from './engines.ts';
import type { Engines } from './engines.ts';
import { loadClients } from './load-clients.ts';
import type { LoadClients, Seen } from './load-clients.ts';
import { REFUSED_SCORE } from './load-request.ts';
import { openOracle } from './oracle.ts';
import type { Oracle } from './oracle.ts';
import { KILL_POINTS, planRound } from './plan-kills.ts';
import type { KillPoint } from './plan-kills.ts';
import { SERVER } from './product.ts';
import type { Site } from './product.ts';
import { liveUntil, start } from './run-round.ts';

export interface KillRun {
  seed: number;
  /** The points of each round; a round has a seed of its own, one above that of the round before. */
  rounds: readonly (readonly KillPoint[])[];
  /** No round begins after this time. */
  untilMs: number;
  /** Products at once, each with databases, folder and clients of its own. */
  sites: number;
  fullRequests: number;
  engineAwayMs: number;
  /** The source to run; the tree's own unless a bug was put back. */
  server?: string;
  say(line: string): void;
  /** What is known after a round, so that a run which is broken off has told it. */
  afterRound?(result: KillResult): Promise<void>;
}

export interface KillResult {
  seed: number;
  kills: Record<KillPoint, number>;
  /** Lives that ended without coming to their point. */
  notReached: Record<KillPoint, number>;
  requests: number;
  events: number;
  repeats: number;
  rounds: number;
  checked: number;
  missing: number;
  partial: number;
  doubled: number;
  deadLetters: number;
  seconds: number;
  problems: string[];
}

/** Kills products in rounds and compares what was promised with what can be read, after every round and at the end. */
export async function runKills(run: KillRun): Promise<KillResult> {
  await using engines = await startEngines();
  const result = emptyResult(run.seed);
  const startedMs = performance.now();
  const clock = () => Math.round((performance.now() - startedMs) / 1000);
  let next = 0;
  const takeRound = () =>
    next < run.rounds.length && Date.now() < run.untilMs && result.problems.length === 0 ? next++ : null;
  await Promise.all(
    Array.from({ length: Math.min(run.sites, run.rounds.length) }, async (_, index) => {
      await using lane = await openLane(engines, run, `site_${index}`);
      for (let round = takeRound(); round !== null; round = takeRound()) {
        const before = { ...lane.clients.seen };
        await runRound(lane, round, result);
        addSeen(result, before, lane.clients.seen);
        result.seconds = clock();
        await run.afterRound?.(result);
      }
      if (result.problems.length === 0) await checkAll(lane, result);
      result.problems.push(...lane.clients.seen.oddities);
    }),
  );
  result.seconds = clock();
  return result;
}

interface Lane extends AsyncDisposable {
  engines: Engines;
  run: KillRun;
  site: Site;
  oracle: Oracle;
  clients: LoadClients;
  /** Of the oracle's file, up to where all was checked. */
  checkedLines: number;
  sinceMs: number;
}

async function openLane(engines: Engines, run: KillRun, name: string): Promise<Lane> {
  const dataDir = join(engines.folder, name);
  await mkdir(dataDir, { recursive: true });
  const site: Site = {
    name,
    url: `http://127.0.0.1:${await freePort()}`,
    dataDir,
    server: run.server ?? SERVER,
    env: await engines.createDatabases(name),
  };
  await stopped(engines, site);
  await engines.refuseScores(name, REFUSED_SCORE);
  const oracle = await openOracle(join(engines.folder, `${name}.oracle`));
  const clients = loadClients(site, oracle);
  return {
    engines,
    run,
    site,
    oracle,
    clients,
    checkedLines: 0,
    sinceMs: Date.now(),
    [Symbol.asyncDispose]: () => oracle[Symbol.asyncDispose](),
  };
}

/** A first start makes the tables. */
async function stopped(engines: Engines, site: Site) {
  const life = await start(engines, site, null);
  life.kill('SIGTERM');
  await life.ended;
}

async function runRound(lane: Lane, round: number, result: KillResult) {
  const { engines, run, site, clients } = lane;
  const seed = run.seed + round;
  const random = randomOf(seed);
  clients.useSeed(seed);
  try {
    for (const kill of planRound(random, run.rounds[round] ?? [])) {
      const hasDied = await liveUntil({ ...run, engines, site, clients, random }, kill);
      result[hasDied ? 'kills' : 'notReached'][kill.point] += 1;
    }
    const findings = await checkAlive(lane, { fromLine: lane.checkedLines, fromMs: lane.sinceMs });
    lane.checkedLines = clients.seen.requests;
    lane.sinceMs = Date.now();
    add(result, findings, seed);
    result.rounds += 1;
    run.say(`${site.name} seed ${seed}: ${describe(result)}`);
  } catch (error) {
    result.problems.push(`seed ${seed}: ${(error as Error).message}`);
  }
}

async function checkAll(lane: Lane, result: KillResult) {
  const { doubled, missing, partial, problems, checked, deadLetters } = await checkAlive(lane, {
    fromLine: 0,
    fromMs: 0,
  });
  result.problems.push(...problems);
  result.missing += missing;
  result.partial += partial;
  result.doubled += doubled;
  result.deadLetters += deadLetters;
  lane.run.say(`${lane.site.name}: all ${checked} promises looked at again, ${problems.length} problems`);
}

/** A product that nobody kills: clients send what was not answered, everything is stored, and then it is read. */
async function checkAlive(lane: Lane, from: { fromLine: number; fromMs: number }): Promise<Findings> {
  const life = await start(lane.engines, lane.site, null);
  try {
    await lane.clients.finish();
    return await checkPromises(lane.engines, lane.site, {
      ...from,
      oraclePath: lane.oracle.path,
      seen: lane.clients.seen,
    });
  } finally {
    life.kill('SIGTERM');
    const code = await life.ended;
    if (code !== 0) lane.clients.seen.oddities.push(`a product that was asked to stop ended with ${code}`);
  }
}

function addSeen(result: KillResult, before: Seen, now: Seen) {
  result.requests += now.requests - before.requests;
  result.events += now.events - before.events;
  result.repeats += now.repeats - before.repeats;
}

const SHOWN_PROBLEMS = 20;

function add(result: KillResult, findings: Findings, seed: number) {
  result.checked += findings.checked;
  result.missing += findings.missing;
  result.partial += findings.partial;
  result.doubled += findings.doubled;
  const shown = findings.problems.slice(0, SHOWN_PROBLEMS);
  result.problems.push(...shown.map((problem) => `seed ${seed}: ${problem}`));
  if (findings.problems.length > shown.length)
    result.problems.push(`seed ${seed}: and ${findings.problems.length - shown.length} more`);
}

function describe({ kills, checked, missing, partial, doubled }: KillResult): string {
  const count = Object.values(kills).reduce((sum, one) => sum + one, 0);
  return `${count} kills, ${checked} promises checked, ${missing} missing, ${partial} partial, ${doubled} doubled`;
}

function emptyResult(seed: number): KillResult {
  const none = () => Object.fromEntries(KILL_POINTS.map((point) => [point, 0])) as Record<KillPoint, number>;
  return {
    seed,
    kills: none(),
    notReached: none(),
    requests: 0,
    events: 0,
    repeats: 0,
    rounds: 0,
    checked: 0,
    missing: 0,
    partial: 0,
    doubled: 0,
    deadLetters: 0,
    seconds: 0,
    problems: [],
  };
}
