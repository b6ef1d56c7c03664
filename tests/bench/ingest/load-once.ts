import type { Tidemark } from '../../harness/start-tidemark.ts';
import { waitUntil } from '../../harness/wait-until.ts';
import type { LoadKind } from '../load/load-orders.ts';
import type { Load } from '../load/open-load.ts';
import { stepsPerTrace } from '../load/prepare-requests.ts';
import { processorMsOf } from '../measure/process-use.ts';
import type { ProcessorMs } from '../measure/process-use.ts';
import type { KindRound } from './ingest-measurements.ts';

const CONNECTIONS = 32;

/**
 * Sends as fast as it is taken and waits until all of it can be read: the rate is of observations between the first
 * byte sent and the last one readable. Reading again and again would take from the engine what is to be measured, so
 * the product is asked how much it has stored, which costs it little; then the last traces are read, and all counted.
 */
export async function loadOnce(
  { product, load }: { product: Tidemark; load: Load },
  order: { kind: LoadKind; requests: number; seed: number },
): Promise<KindRound> {
  const before = await countObservations(product);
  const eventsBefore = await storedEvents(product);
  const spentBefore = await processorMsOf(product.pid);
  await load.prepare(order);
  const startedMs = performance.now();
  const sent = await load.fire({ to: product, connections: CONNECTIONS });
  const expected = before + sent.accepted.observations;
  const expectedEvents = eventsBefore + sent.accepted.events;
  await waitUntil(async () => (await storedEvents(product)) >= expectedEvents, {
    withinMs: 300_000,
    everyMs: 100,
    what: `${expectedEvents} stored events`,
  });
  for (const traceId of sent.lastTraceIds) await isReadable(product, { traceId, steps: stepsPerTrace(order.kind) });
  let count = before;
  await waitUntil(async () => (count = await countObservations(product)) >= expected, {
    withinMs: 60_000,
    everyMs: 300,
    what: () => `${expected} readable observations; there are ${count}`,
  });
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    perSecond: sent.accepted.observations / seconds,
    acceptedPerSecond: sent.accepted.observations / (sent.durationMs / 1000),
    processorMsPerThousand: perThousand(spentBefore, await processorMsOf(product.pid), sent.accepted.observations),
    observations: sent.accepted.observations,
    refused: sent.refused,
    unaccounted: count - expected,
  };
}

function perThousand(before: ProcessorMs | null, after: ProcessorMs | null, count: number): ProcessorMs {
  const of = (part: keyof ProcessorMs) => (((after?.[part] ?? 0) - (before?.[part] ?? 0)) * 1000) / count;
  return { main: of('main'), engine: of('engine'), others: of('others') };
}

async function isReadable(product: Tidemark, { traceId, steps }: { traceId: string; steps: number }): Promise<void> {
  const path = `/api/public/v2/observations?traceId=${traceId}&fields=core&limit=100`;
  const isThere = async () => ((await read(product, path)) as { data: unknown[] }).data.length >= steps;
  await waitUntil(isThere, { withinMs: 120_000, everyMs: 200, what: `trace ${traceId} to be readable` });
}

/** Events that the product says it is done with. */
async function storedEvents(product: Tidemark): Promise<number> {
  const { balance } = (await read(product, '/api/public/v1/ingestion/status')) as {
    balance: { stored: number; deadLettered: number };
  };
  return balance.stored + balance.deadLettered;
}

/** By the public API. */
export async function countObservations(product: Tidemark): Promise<number> {
  const { meta } = (await read(product, '/api/public/observations?limit=1')) as { meta: { totalItems: number } };
  return meta.totalItems;
}

async function read({ url, publicKey, secretKey }: Tidemark, path: string): Promise<unknown> {
  const authorization = `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;
  const answer = await fetch(`${url}${path}`, { headers: { authorization } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
