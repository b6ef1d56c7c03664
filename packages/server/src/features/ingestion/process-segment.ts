import { writeScores } from '#features/scores';
import { writeEvents, writeObservations } from '#features/traces';
import { AppError } from '#domain/errors';
import type { PlainObservation } from '#domain/merge/fold-observation';
import type { Engines } from '#kernel/ctx';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { failpoint } from '#platform/failpoint/failpoint';
import { addSums } from '#platform/journal/journal';
import { createLane } from '#platform/process/lane';
import type { Lane } from '#platform/process/lane';
import { dropDeleted } from './drop-deleted.ts';
import type { DeletedFilter } from './drop-deleted.ts';
import { dropSegment } from './drop-segment.ts';
import { enrich } from './enrich.ts';
import { projectOfSegment } from './kept-request.ts';
import { mapSegment } from './map-segment.ts';
import type { MappedSegment } from './map-segment.ts';
import type { ProjectWork } from './project-work.ts';
import { missingOutcome, outcomeOf } from './segment-outcome.ts';
import type { Refused } from './segment-outcome.ts';
import { commitSegment } from './store/commit-segment.sql.ts';
import { findReading, findUncommitted } from './store/segments.sql.ts';
import { tallyName } from './tally.ts';

export interface Processing {
  engines: Engines;
  batches: BatchWriter;
  /** Segments are mapped one after the other, so that the first is on its way to the store while the next is mapped. */
  mapping?: Lane;
  /** Without it nobody is asked whether the project is still there. */
  work?: ProjectWork;
}

/**
 * Brings one segment into the store: read, map, merge, price, insert, and only then mark it committed. May run any
 * number of times, also at once in two workers. What the store refuses is kept as a dead letter with its reason.
 */
export async function processSegment(processing: Processing, key: string): Promise<'stored' | 'missing'> {
  const { work, engines } = processing;
  if (!work) return store(processing, key);
  return work.during<'stored' | 'missing'>(
    projectOfSegment(key),
    () => store(processing, key),
    async () => {
      await dropSegment(engines, key);
      return 'missing';
    },
  );
}

async function store(processing: Processing, key: string): Promise<'stored' | 'missing'> {
  const { engines, mapping = createLane() } = processing;
  const reading = await findReading(engines.db, key);
  const begun = await mapping(() => beginSegment(processing, key, reading));
  if (!begun) return commitMissing(engines.db, key);
  const { mapped, complete, deleted } = begun;
  for (const line of mapped.sdkLogs) engines.log.info({ projectId: projectOfSegment(key), line }, 'sdk log');
  const rest = await deleted.rest(mapped);
  const refused = (await Promise.all([writeRest(processing, key, rest), ...complete])).flat();
  await failpoint('K10');
  await commitSegment(
    engines.db,
    { key, reading },
    outcomeOf(key, withDropped(await inFull(engines, key, begun, refused), deleted), refused),
  );
  return 'stored';
}

interface Begun {
  /** Without its complete observations. */
  mapped: MappedSegment;
  /** What the store refuses of them, as it becomes known. */
  complete: Promise<Refused[]>[];
  reading: number;
  deleted: DeletedFilter;
}

/** Complete observations leave for the store as they are mapped: kept until the end, they would fill the memory. */
async function beginSegment(processing: Processing, key: string, reading: number): Promise<Begun | null> {
  const { engines, batches } = processing;
  const projectId = projectOfSegment(key);
  const bytes = await readSegment(engines, key);
  if (!bytes) return null;
  const complete: Promise<Refused[]>[] = [];
  const deleted = dropDeleted(engines, projectId);
  const take = async (mapped: PlainObservation[], more: boolean) => {
    const observations = await deleted.observations(mapped);
    const records = await enrich(engines, projectId, observations);
    const writing = writeObservations({ batches }, records, { more });
    writing.catch(() => undefined);
    complete.push(writing);
    await batches.hasRoom();
  };
  return { mapped: await mapSegment(projectId, bytes, { reading, take }), complete, reading, deleted };
}

/** What was removed for good is refused when it comes again, by the same account as everything else. */
function withDropped(mapped: MappedSegment, { dropped }: DeletedFilter): MappedSegment {
  return dropped === 0
    ? mapped
    : { ...mapped, tally: addSums(mapped.tally, { [tallyName('refused', 'deleted')]: dropped }) };
}

/** A refused row is kept with all that it came from, which is then mapped once more. */
async function inFull(engines: Engines, key: string, { mapped, reading }: Begun, refused: readonly Refused[]) {
  const bytes = refused.length > 0 ? await readSegment(engines, key) : null;
  return bytes ? mapSegment(projectOfSegment(key), bytes, { reading }) : mapped;
}

/** A segment that is gone was erased with its project, row and all; where its row is left, it was lost. */
async function readSegment(engines: Engines, key: string): Promise<Buffer | null> {
  try {
    const { buffer, byteOffset, byteLength } = await engines.blob.get(key);
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    if (error instanceof AppError && error.code === 'unavailable') throw error;
    throw new UnreadableSegment(error);
  }
}

/** What came of reading its file; the store as a whole is not away. */
export class UnreadableSegment extends Error {
  constructor(cause: unknown) {
    super(`The file of the segment cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** After many attempts: its events are dead letters, and a retry reads the file once more. */
export async function giveUpReading(db: Engines['db'], key: string, { cause }: UnreadableSegment): Promise<void> {
  const counted = await findUncommitted(db, key);
  const trouble = `cannot be read (${(cause as Error).message})`;
  if (counted) await commitSegment(db, { key, reading: 0 }, missingOutcome(key, counted, trouble));
}

/** Somebody removed what was kept: that is said, and counted, rather than waited for. */
async function commitMissing(db: Engines['db'], key: string): Promise<'missing'> {
  const counted = await findUncommitted(db, key);
  if (counted) await commitSegment(db, { key, reading: 0 }, missingOutcome(key, counted));
  return 'missing';
}

/** What was said in parts, and scores. */
async function writeRest({ engines, batches }: Processing, key: string, mapped: MappedSegment): Promise<Refused[]> {
  const stores = { ch: engines.ch, batches };
  const projectId = projectOfSegment(key);
  const { observationChanges, traceChanges } = mapped;
  const price = (folded: readonly PlainObservation[]) => enrich(engines, projectId, folded);
  const refused = await Promise.all([
    writeEvents(stores, { projectId, observations: [], observationChanges, traceChanges, enrich: price }),
    writeScores(stores, mapped.scores),
  ]);
  return refused.flat();
}
