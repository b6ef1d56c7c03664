import { writeScores } from '#features/scores';
import { writeEvents } from '#features/traces';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { failpoint } from '#platform/failpoint/failpoint';
import { enrich } from './enrich.ts';
import { projectOfSegment } from './kept-request.ts';
import { mapSegment } from './map-segment.ts';
import type { MappedSegment } from './map-segment.ts';
import { missingOutcome, outcomeOf } from './segment-outcome.ts';
import type { Refused } from './segment-outcome.ts';
import { commitSegment } from './store/commit-segment.sql.ts';
import { findReading, findUncommitted } from './store/segments.sql.ts';

export interface Processing {
  engines: Engines;
  batches: BatchWriter;
}

/**
 * Brings one segment into the store: read, map, merge, price, insert, and only then mark it committed. May run any
 * number of times, also at once in two workers. What the store refuses is kept as a dead letter with its reason.
 */
export async function processSegment(processing: Processing, key: string): Promise<'stored' | 'missing'> {
  const { engines } = processing;
  const projectId = projectOfSegment(key);
  const bytes = await readSegment(engines, key);
  if (!bytes) return commitMissing(engines.db, key);
  const reading = await findReading(engines.db, key);
  const mapped = await mapSegment(projectId, bytes, reading);
  for (const line of mapped.sdkLogs) engines.log.info({ projectId, line }, 'sdk log');
  const refused = await write(processing, projectId, mapped);
  await failpoint('K10');
  await commitSegment(engines.db, { key, reading }, outcomeOf(key, mapped, refused));
  return 'stored';
}

/** A segment that is gone was erased with its project, row and all; where its row is left, it was lost. */
async function readSegment(engines: Engines, key: string): Promise<Buffer | null> {
  try {
    const { buffer, byteOffset, byteLength } = await engines.blob.get(key);
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Somebody removed what was kept: that is said, and counted, rather than waited for. */
async function commitMissing(db: Engines['db'], key: string): Promise<'missing'> {
  const counted = await findUncommitted(db, key);
  if (counted) await commitSegment(db, { key, reading: 0 }, missingOutcome(key, counted));
  return 'missing';
}

async function write({ engines, batches }: Processing, projectId: string, mapped: MappedSegment): Promise<Refused[]> {
  const stores = { ch: engines.ch, batches };
  const [events, scores] = await Promise.all([
    enrich(engines, projectId, mapped.observations).then((observations) =>
      writeEvents(stores, {
        projectId,
        observations,
        observationChanges: mapped.observationChanges,
        traceChanges: mapped.traceChanges,
        enrich: (folded) => enrich(engines, projectId, folded),
      }),
    ),
    writeScores(stores, mapped.scores),
  ]);
  return [...events, ...scores];
}
