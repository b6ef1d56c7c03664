import type { Tidemark } from '../../harness/start-tidemark.ts';
import { waitUntil } from '../../harness/wait-until.ts';
import type { LoadKind } from '../load/load-orders.ts';
import type { Load } from '../load/open-load.ts';
import { watchMemory } from '../measure/process-use.ts';
import type { KindRound, LoadRound } from './ingest-measurements.ts';

export interface RoundOptions {
  product: Tidemark;
  load: Load;
  seed: number;
  otlpRequests: number;
  batchRequests: number;
}

const CONNECTIONS = 32;
const WARM_UP_REQUESTS = 20;

/** Loads the product with one kind of requests after the other. */
export async function runRound(options: RoundOptions): Promise<Omit<LoadRound, 'control'>> {
  const { product, load, seed } = options;
  await using memory = watchMemory(product.pid);
  await loadOnce({ product, load }, { kind: 'otlp', requests: WARM_UP_REQUESTS, seed: seed * 1000 });
  await loadOnce({ product, load }, { kind: 'batch', requests: WARM_UP_REQUESTS, seed: seed * 1000 + 1 });
  const otlp = await loadOnce({ product, load }, { kind: 'otlp', requests: options.otlpRequests, seed });
  const batch = await loadOnce({ product, load }, { kind: 'batch', requests: options.batchRequests, seed: seed + 500 });
  return { otlp, batch, memoryBytes: memory.mostBytes() };
}

/**
 * Sends as fast as it is taken and waits until all of it can be read: the rate is of observations between the first
 * byte sent and the last one readable.
 */
async function loadOnce(
  { product, load }: Pick<RoundOptions, 'product' | 'load'>,
  order: { kind: LoadKind; requests: number; seed: number },
): Promise<KindRound> {
  const before = await countObservations(product);
  await load.prepare(order);
  const startedMs = performance.now();
  const sent = await load.fire({ to: product, connections: CONNECTIONS });
  const expected = before + sent.accepted.observations;
  let count = before;
  await waitUntil(async () => (count = await countObservations(product)) >= expected, {
    withinMs: 60_000,
    everyMs: 100,
    what: () => `${expected} readable observations; there are ${count}`,
  });
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    perSecond: sent.accepted.observations / seconds,
    acceptedPerSecond: sent.accepted.observations / (sent.durationMs / 1000),
    observations: sent.accepted.observations,
    refused: sent.refused,
    unaccounted: count - expected,
  };
}

/** By the public API. */
export async function countObservations({ url, publicKey, secretKey }: Tidemark): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;
  const answer = await fetch(`${url}/api/public/observations?limit=1`, { headers: { authorization } });
  if (!answer.ok) throw new Error(`Counting answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { meta: { totalItems: number } }).meta.totalItems;
}
