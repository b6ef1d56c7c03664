import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTidemark } from '../../harness/start-tidemark.ts';
import type { BenchOptions } from '../bench-options.ts';
import { openLoad } from '../load/open-load.ts';
import { openEngine } from '../measure/open-engine.ts';
import { median } from '../measure/statistics.ts';
import type { Measurement } from '../report/measurement.ts';
import { ingestMeasurements } from './ingest-measurements.ts';
import type { LoadRound, Paced } from './ingest-measurements.ts';
import { paceAtHalf, paceSlowly } from './pace.ts';
import { compareDisk, runRawControl } from './raw-control.ts';
import { runRound } from './run-round.ts';

/**
 * Requests of a round; OTLP requests hold 200 spans, batch requests 105 events. Enough that half a second which a
 * segment is open, and the same again until its rows are gathered, weigh little in a rate that is meant to last.
 */
const SIZES = {
  full: { rounds: 3, otlpRequests: 1000, batchRequests: 800, controlRows: 50_000, paceSeconds: 15 },
  short: { rounds: 1, otlpRequests: 60, batchRequests: 30, controlRows: 12_000, paceSeconds: 4 },
};

/**
 * Each round loads the running product, stops it, and loads its engine alone with the rows that came of it, so that
 * every ratio is of neighbouring minutes on one machine.
 */
export async function runIngest({ short, say }: BenchOptions): Promise<Measurement[]> {
  const size = short ? SIZES.short : SIZES.full;
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
  await using load = openLoad();
  const rounds: LoadRound[] = [];
  const paced: Paced = { half: null, slow: null };
  let disk = { bytesPerRow: 0, rawBytesPerRow: 0 };
  try {
    for (let index = 0; index < size.rounds; index += 1) {
      const isLast = index === size.rounds - 1;
      say(`round ${index + 1} of ${size.rounds}: the product under load`);
      await using product = await startTidemark({ dataDir });
      const round = await runRound({ product, load, seed: index + 1, ...size });
      if (isLast) {
        say('the product at half of its rate, and at 1,000 events/s');
        const rate = median([...rounds, round].map((one) => one.otlp.perSecond));
        paced.half = await paceAtHalf({ product, load, seconds: size.paceSeconds, rate });
        paced.slow = await paceSlowly({ product, load, seconds: size.paceSeconds });
      }
      await product.stop();
      say(`round ${index + 1} of ${size.rounds}: the engine alone`);
      await using engine = await openEngine(dataDir);
      const control = {
        batch: await runRawControl(engine, 'batch', size.controlRows),
        otlp: await runRawControl(engine, 'otel', size.controlRows),
      };
      rounds.push({ ...round, control });
      if (isLast && !short) disk = await compareDisk(engine);
    }
    return ingestMeasurements({ rounds, paced, disk });
  } finally {
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
