import { setTimeout as pause } from 'node:timers/promises';
import { Seeded } from '../demo/seeded.ts';
import { basicAuth } from '../harness/public-api.ts';
import type { Address } from '../harness/start-tidemark.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { withFreshIds } from './fresh-ids.ts';
import { mutateBody } from './mutate-body.ts';
import { sampleBodies } from './sample-bodies.ts';

const SENDERS = 12;
/** Beside others on a busy machine; what hangs takes far longer. */
const SLOWEST_MS = 10_000;
const TIMEOUT_MS = 20_000;

export interface Sent {
  /** How many bodies were answered with each status. */
  statuses: Record<number, number>;
  /** Bodies that were answered by a failure of ours, too late or not at all: what, and which one. */
  failures: string[];
}

/** Sends `count` spoilt bodies, or as many as it can until the signal. The seed and a body's number make the body, so that a failure can be sent again. */
export async function sendMutants(
  to: Address,
  given: { count: number; seed: string; signal?: AbortSignal },
): Promise<Sent> {
  const samples = await sampleBodies();
  const sent: Sent = { statuses: {}, failures: [] };
  let next = 0;
  const sender = async () => {
    while (next < given.count && given.signal?.aborted !== true) {
      const number = next++;
      const random = new Seeded(`${given.seed} ${number}`);
      const sample = withFreshIds(random.pick(samples), number);
      const body = mutateBody(sample, random);
      const outcome = await sendOne(to, { path: sample.path, contentType: sample.contentType, body });
      sent.statuses[outcome.status] = (sent.statuses[outcome.status] ?? 0) + 1;
      if (outcome.failure) sent.failures.push(`body ${number} of seed ${given.seed}: ${outcome.failure}`);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return sent;
}

async function sendOne(to: Address, request: { path: string; contentType: string; body: Buffer }) {
  const startedMs = performance.now();
  try {
    const answer = await fetch(new URL(request.path, to.url), {
      method: 'POST',
      headers: { ...basicAuth(to), 'content-type': request.contentType },
      body: new Uint8Array(request.body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await answer.text();
    const tookMs = performance.now() - startedMs;
    if (answer.status === 429 || answer.status === 503) {
      await pause(Number(answer.headers.get('retry-after') ?? 1) * 1000);
      return { status: answer.status, failure: answer.status === 503 ? text : null };
    }
    if (answer.status >= 500) return { status: answer.status, failure: `${answer.status} ${text.slice(0, 300)}` };
    return { status: answer.status, failure: tookMs > SLOWEST_MS ? `took ${Math.round(tookMs)} ms` : null };
  } catch (error) {
    return { status: 0, failure: String(error) };
  }
}

export interface Balance {
  received: number;
  stored: number;
  queued: number;
  deadLettered: number;
  refused: number;
}

/** The project's balance as soon as nothing waits any more. */
export async function drainedBalance(of: Address): Promise<Balance> {
  let balance: Balance | undefined;
  const isDrained = async () => {
    const answer = await fetch(new URL('/api/public/v1/ingestion/status', of.url), { headers: basicAuth(of) });
    const status = (await answer.json()) as { balance: Balance; waitingSegments: number };
    const before = balance;
    balance = status.balance;
    // Counts of refusals are gathered for a moment: two looks that agree have all of them.
    return status.waitingSegments === 0 && balance.queued === 0 && JSON.stringify(before) === JSON.stringify(balance);
  };
  await waitUntil(isDrained, {
    withinMs: 300_000,
    everyMs: 1_000,
    what: () => `everything to be stored: ${JSON.stringify(balance)}`,
  });
  if (!balance) throw new Error('No balance was read');
  return balance;
}
