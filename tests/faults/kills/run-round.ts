import { setTimeout as wait } from 'node:timers/promises';
import { waitUntil } from '../../harness/wait-until.ts';
import type { Engines } from './engines.ts';
import type { LoadClients } from './load-clients.ts';
import type { Kill } from './plan-kills.ts';
import { startLife } from './product.ts';
import type { Life, Site } from './product.ts';

export interface Round {
  engines: Engines;
  site: Site;
  clients: LoadClients;
  random: () => number;
  /** Large requests in a life. */
  fullRequests: number;
  /** How long the trace store is away when it is killed. */
  engineAwayMs: number;
}

/** A life that does not come to its point in this time ends without it. */
const LIFE_MS = 60_000;

/** Lets a product live under load until the kill; answers whether it died as planned. */
export async function liveUntil(round: Round, kill: Kill): Promise<boolean> {
  const { site, engines, clients, random } = round;
  const isByHarness = kill.point === 'any' || (kill.point === 'K15' && random() < 0.5);
  const isEngine = kill.point === 'K9 engine';
  const name = isEngine ? 'K9' : kill.point;
  const life = await start(engines, site, isByHarness ? null : `${name}:${isEngine ? 'delay' : 'kill'}:${kill.hit}`);
  const stop = new AbortController();
  const sending = (await life.ready())
    ? clients.send({ fullRequests: round.fullRequests, refusedScores: kill.point === 'K13' ? 1 : 0 }, stop.signal)
    : Promise.resolve();
  try {
    return await END[endOf(kill, isByHarness)](round, life);
  } finally {
    stop.abort();
    life.kill('SIGKILL');
    await life.ended;
    await sending;
  }
}

type Ending = 'at the point' | 'any moment' | 'with its engine' | 'while stopping';

function endOf(kill: Kill, isByHarness: boolean): Ending {
  if (kill.point === 'K9 engine') return 'with its engine';
  if (kill.point === 'K15') return 'while stopping';
  return isByHarness ? 'any moment' : 'at the point';
}

const END: Record<Ending, (round: Round, life: Life) => Promise<boolean>> = {
  'at the point': async (_round, life) => {
    await Promise.race([life.ended, wait(LIFE_MS)]);
    return life.reached() && life.hasEnded();
  },
  'any moment': async ({ random, clients }, life) => {
    const before = clients.seen.requests;
    await until(() => clients.seen.requests > before + 2);
    await wait(random() * 400);
    life.kill('SIGKILL');
    return (await life.ended) === 'SIGKILL';
  },
  'with its engine': async ({ engines, random, engineAwayMs, clients }, life) => {
    if (!(await until(() => life.reached()))) return false;
    await engines.killClickhouse(engineAwayMs);
    const before = clients.seen.requests;
    await until(() => clients.seen.requests > before);
    await wait(random() * 500);
    return !life.hasEnded();
  },
  'while stopping': async ({ random, clients }, life) => {
    const before = clients.seen.requests;
    await until(() => clients.seen.requests > before + 2);
    await wait(random() * 500);
    life.kill('SIGTERM');
    await Promise.race([life.ended, wait(random() * 1000)]);
    life.kill('SIGKILL');
    await life.ended;
    return true;
  },
};

async function until(isTrue: () => boolean): Promise<boolean> {
  return waitUntil(async () => isTrue(), { withinMs: LIFE_MS, everyMs: 5, what: 'the product to get so far' }).then(
    () => true,
    () => false,
  );
}

/** A start that fails because another site's kill took the trace store away is made again. */
export async function start(engines: Engines, site: Site, failpoint: string | null): Promise<Life> {
  for (let attempt = 0; ; attempt += 1) {
    await engines.running();
    const life = startLife(site, failpoint);
    if ((await life.ready()) || life.reached()) return life;
    if (attempt === 5) throw new Error(`The product does not start:\n${life.log()}`);
    await wait(300);
  }
}
