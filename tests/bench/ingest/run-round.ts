import type { Tidemark } from '../../harness/start-tidemark.ts';
import type { Load } from '../load/open-load.ts';
import { watchMemory } from '../measure/process-use.ts';
import type { LoadRound } from './ingest-measurements.ts';
import { loadOnce } from './load-once.ts';

export interface RoundOptions {
  product: Tidemark;
  load: Load;
  seed: number;
  otlpRequests: number;
  batchRequests: number;
}

/** The first thousands of spans are read by code that is not compiled yet. */
const WARM_UP_REQUESTS = 100;

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
