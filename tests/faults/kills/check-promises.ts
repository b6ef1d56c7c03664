import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '../../harness/wait-until.ts';
import type { Engines } from './engines.ts';
import type { Seen } from './load-clients.ts';
import { readOracle } from './oracle.ts';
import type { Site } from './product.ts';
import { readBack, statusOf } from './read-back.ts';

/** What is wrong with a site; nothing of it may ever be. */
export interface Findings {
  checked: number;
  missing: number;
  partial: number;
  doubled: number;
  deadLetters: number;
  problems: string[];
}

export interface Promises {
  oraclePath: string;
  /** Only what was acknowledged since this line, and is not older than this. */
  fromLine: number;
  fromMs: number;
  seen: Seen;
}

/** Waits until the product has nothing left to do, then compares every promise with what can be read. */
export async function checkPromises(engines: Engines, site: Site, promises: Promises): Promise<Findings> {
  await drained(site);
  const findings: Findings = { checked: 0, missing: 0, partial: 0, doubled: 0, deadLetters: 0, problems: [] };
  const { digests, doubled } = await readBack(site, promises.fromMs);
  const refusedIds = new Set<string>();
  for await (const expected of readOracle(promises.oraclePath, promises.fromLine)) {
    for (const { kind, id, digest } of expected) {
      findings.checked += 1;
      if (kind === 'refused score') {
        refusedIds.add(id);
        if (digests.score.has(id)) findings.problems.push(`score ${id} is readable, which the store refuses`);
        continue;
      }
      const found = digests[kind].get(id);
      if (found === digest) continue;
      findings[found === undefined ? 'missing' : 'partial'] += 1;
      findings.problems.push(`${kind} ${id} is ${found === undefined ? 'missing' : 'not as it was acknowledged'}`);
    }
  }
  findings.doubled = doubled.length;
  findings.problems.push(...doubled.map((one) => `${one} is there more than once`));
  findings.problems.push(...(await balanceProblems(site, promises.seen)));
  findings.problems.push(...(await residueProblems(engines, site)));
  findings.deadLetters = (await statusOf(site)).balance.deadLettered;
  if (promises.fromLine === 0 && findings.deadLetters < refusedIds.size)
    findings.problems.push(`${refusedIds.size} refused scores, and only ${findings.deadLetters} dead letters`);
  return findings;
}

/** On a busy machine it may take its time; what counts is that it goes on. */
const STANDSTILL_MS = 180_000;

async function drained(site: Site): Promise<void> {
  let latest = '';
  let changedAt = performance.now();
  const isDrained = async () => {
    const status = await statusOf(site).catch((error: unknown) => {
      latest = String(error);
      return null;
    });
    if (!status) return false;
    const told = JSON.stringify(status.balance);
    if (told !== latest) changedAt = performance.now();
    latest = told;
    if (performance.now() - changedAt > STANDSTILL_MS)
      throw new Error(`Nothing was stored for ${STANDSTILL_MS} ms while events wait: ${latest}`);
    const { received, stored, queued, deadLettered, refused } = status.balance;
    if (received !== stored + queued + deadLettered + refused)
      throw new Error(`The balance does not add up: ${latest}`);
    return queued === 0 && status.waitingSegments === 0;
  };
  // Its last segment is closed after half a second, and nothing waits until it is announced.
  await waitUntil(async () => (await openFiles(site)).length === 0 && (await isDrained()), {
    withinMs: 15 * 60_000,
    everyMs: 100,
    what: () => `nothing to wait any more: ${latest}`,
  });
}

async function balanceProblems(site: Site, seen: Seen): Promise<string[]> {
  const { balance } = await statusOf(site);
  const { received, stored, queued, deadLettered, refused } = balance;
  const rules: [holds: boolean, what: string][] = [
    [received === stored + queued + deadLettered + refused, 'adds up'],
    [queued === 0, 'has nothing queued'],
    [refused === 0, 'has nothing refused'],
    [received >= seen.events, `has all ${seen.events} acknowledged events`],
    [received <= seen.sentEvents, `has no more than the ${seen.sentEvents} events that were sent`],
  ];
  return rules.filter(([holds]) => !holds).map(([, what]) => `not so: the balance ${what}: ${JSON.stringify(balance)}`);
}

/** Nothing half-written is left, and no segment that nobody knows of. */
async function residueProblems(engines: Engines, site: Site): Promise<string[]> {
  const known = await engines.knownSegments(site.name);
  const files = await segmentFiles(site);
  const unannounced = files.filter((key) => key.endsWith('.seg') && !known.has(key));
  return [
    ...(await openFiles(site)).map((name) => `${name} was left behind`),
    ...unannounced.map((key) => `${key} was announced to nobody`),
  ];
}

async function openFiles(site: Site): Promise<string[]> {
  return (await segmentFiles(site)).filter((name) => /(^|\/)\.[^/]+$/.test(name));
}

async function segmentFiles(site: Site): Promise<string[]> {
  const root = join(site.dataDir, 'blobs');
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
