import type { Tidemark } from '../../harness/start-tidemark.ts';
import { waitUntil } from '../../harness/wait-until.ts';
import type { Sent } from '../load/load-orders.ts';
import type { Load } from '../load/open-load.ts';
import { countSegments } from './count-segments.ts';
import { countObservations } from './load-once.ts';

export interface PaceOptions {
  product: Tidemark;
  load: Load;
  seconds: number;
}

export interface SlowPace {
  sent: Sent;
  segments: number;
}

const SPANS_PER_REQUEST = 200;

/** OTLP requests at half of the sustained rate (observations per second). */
export async function paceAtHalf(options: PaceOptions & { rate: number }): Promise<Sent> {
  return pace(options, { requestsPerSecond: options.rate / 2 / SPANS_PER_REQUEST, watchEveryMs: 500, seed: 9001 });
}

/** At 1,000 events/s, with the number of segments that they were kept in. */
export async function paceSlowly(options: PaceOptions): Promise<SlowPace> {
  const before = await countSegments(options.product.dataDir);
  const sent = await pace(options, { requestsPerSecond: 1000 / SPANS_PER_REQUEST, watchEveryMs: 500, seed: 9002 });
  return { sent, segments: (await countSegments(options.product.dataDir)) - before };
}

async function pace(
  { product, load, seconds }: PaceOptions,
  order: { requestsPerSecond: number; watchEveryMs: number; seed: number },
): Promise<Sent> {
  const { requestsPerSecond, watchEveryMs, seed } = order;
  const requests = Math.max(2, Math.round(requestsPerSecond * seconds));
  await load.prepare({ kind: 'otlp', requests, seed });
  const before = await countObservations(product);
  const sent = await load.pace({ to: product, requestsPerSecond, watchEveryMs });
  await waitUntil(async () => (await countObservations(product)) >= before + sent.accepted.observations, {
    withinMs: 60_000,
    what: 'everything accepted to be readable',
  });
  return sent;
}
