import { toAppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { job } from '#kernel/job';
import type { Job } from '#kernel/job';
import type { RestRoute } from '#kernel/rest';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { failpoint } from '#platform/failpoint/failpoint';
import { segmentTimeMs } from '#platform/journal/journal';
import type { SealedSegment } from '#platform/journal/journal';
import { createLane } from '#platform/process/lane';
import { createAnnouncer } from './announcer.ts';
import { findStall } from './find-stall.ts';
import { createIntakeGate } from './intake-gate.ts';
import { markIntake } from './intake-mark.ts';
import type { IntakeMark } from './intake-mark.ts';
import { enqueueSegment, processSegmentJob } from './enqueue-segment.ts';
import { createFeeder } from './feed-queue.ts';
import type { Feeder } from './feed-queue.ts';
import { projectOfSegment } from './kept-request.ts';
import { replaySegmentsJob } from './enqueue-replay.ts';
import { createOutcomeCounter } from './outcome-counter.ts';
import { giveUpReading, processSegment } from './process-segment.ts';
import { trackProjectWork } from './project-work.ts';
import { UnreadableSegment } from './read-segment.ts';
import { announceUnknown, expireCommitted } from './reconcile-segments.ts';
import { createRefusalSampler } from './refusal-sampler.ts';
import { resumeReplays } from './resume-replays.ts';
import { ingestionRest } from './rest.ts';
import { runReplay } from './run-replay.ts';
import { foldOldMinutes } from './store/counts.sql.ts';
import { deleteDiscarded } from './store/dead-letter-list.sql.ts';
import { deleteExpiredSamples } from './store/refusal-samples.sql.ts';
import { findLostReadings } from './store/readings.sql.ts';
import { isCommitted, recordFailure } from './store/segments.sql.ts';

/** Ingestion with what it holds while the process runs: the counts and the writer that gathers rows. */
export interface Ingestion extends AsyncDisposable {
  rest: readonly RestRoute[];
  jobs: readonly Job[];
  onSealed(segment: SealedSegment): void;
  /** Looks for work that was lost, now and then, until the signal. */
  reconcile(signal: AbortSignal): Promise<void>;
  /** Why this process does not get on with storing, or null; null also where it is not meant to. */
  stalled(): Promise<string | null>;
}

/** A disk that gives an error once may give the bytes the next time; these take about five minutes. */
const READ_ATTEMPTS = 20;
const RECONCILE_EVERY_MS = 15_000;
/** Listing the store costs more than asking the table, and only a crash makes it needed. */
const LIST_EVERY_ROUNDS = 20;
/** Status and charts of a day look at minutes; charts of more look at hours. */
const KEEP_MINUTES_MS = 49 * 3_600_000;
const KEEP_SAMPLES_MS = 7 * 24 * 3_600_000;
const KEEP_DISCARDED_MS = 7 * 24 * 3_600_000;

/** `keepSegmentsMs`: committed segments are kept this long, for replays. */
export function openIngestion(
  engines: Engines,
  { keepSegmentsMs, isAlone = false }: { keepSegmentsMs: number; isAlone?: boolean },
): Ingestion {
  const { log, clock } = engines;
  const announcer = createAnnouncer(engines);
  const mark = markIntake(engines, { announcer, isAlone });
  const counter = createOutcomeCounter(engines);
  const sampler = createRefusalSampler(engines);
  const gate = createIntakeGate(engines);
  const feeder = createFeeder(engines);
  const mapping = createLane();
  let consumingSinceMs: number | null = null;
  const batches = createBatchWriter({
    ch: engines.ch,
    clock,
    onRetry: (error, table) => log.warn({ err: error, table }, 'insert waits for the store'),
  });
  const work = trackProjectWork(engines);
  const processing = (own: Engines) => ({ engines: own, batches, mapping, work });
  return {
    rest: ingestionRest({ counter, sampler, gate }),
    jobs: [
      job(processSegmentJob, (own, { key, again }) => process(own, key, again)),
      job(replaySegmentsJob, (own, input, signal) => runReplay(processing(own), input, signal)),
    ],
    onSealed: announcer.announce,
    reconcile: (signal) => {
      consumingSinceMs = clock.nowMs();
      return reconcile({ engines, feeder, mark, keepSegmentsMs, signal });
    },
    stalled: async () =>
      consumingSinceMs === null ? null : findStall(engines, clock.nowMs() - consumingSinceMs).catch(() => null),
    [Symbol.asyncDispose]: async () => {
      await mark[Symbol.asyncDispose]();
      announcer[Symbol.dispose]();
      work[Symbol.dispose]();
      await gate[Symbol.asyncDispose]();
      await batches[Symbol.asyncDispose]();
      await counter[Symbol.asyncDispose]();
      await sampler[Symbol.asyncDispose]();
    },
  };

  async function process(own: Engines, key: string, again: boolean) {
    try {
      await failpoint('K7');
      if (!again && (await isCommitted(own.db, key))) return;
      await processSegment(processing(own), key);
      if (!again)
        own.telemetry.observe('tidemark_ingestion_lag_seconds', {}, (clock.nowMs() - segmentTimeMs(key)) / 1000);
      await failpoint('K11');
    } catch (error) {
      const counts = toAppError(error).code !== 'unavailable';
      const attempts = await recordFailure(own.db, key, { reason: (error as Error).message, counts }).catch(() => 0);
      if (!(error instanceof UnreadableSegment) || attempts < READ_ATTEMPTS) throw error;
      await giveUpReading(own.db, key, error);
    } finally {
      // Of what goes wrong here the reconciler finds the next segments, later.
      await feeder.feed(projectOfSegment(key)).catch(() => undefined);
    }
  }
}

interface Reconciling {
  engines: Engines;
  feeder: Feeder;
  mark: IntakeMark;
  keepSegmentsMs: number;
  signal: AbortSignal;
}

/** Every step for itself: a file that cannot be read must not keep lost messages from being told again. */
async function reconcile({ engines, feeder, mark, keepSegmentsMs, signal }: Reconciling) {
  const step = async <T>(work: () => Promise<T>): Promise<T | null> =>
    work().catch((error: unknown) => {
      engines.log.warn({ err: error }, 'a step of reconciling segments failed; it is tried again');
      return null;
    });
  for (let round = 0; !signal.aborted; round += 1) {
    const isThorough = round % LIST_EVERY_ROUNDS === 0;
    const unknown = isThorough ? await step(() => announceUnknown(engines)) : 0;
    await step(() => mark.lookAfterSilent());
    await step(() => feeder.feedAll());
    await step(() => tellLostReadings(engines));
    const expired = await step(() => expireCommitted(engines, keepSegmentsMs));
    await step(() => resumeReplays(engines));
    await step(() => deleteExpiredSamples(engines.db, KEEP_SAMPLES_MS));
    await step(() => deleteDiscarded(engines.db, KEEP_DISCARDED_MS));
    if (isThorough) await step(() => foldOldMinutes(engines.db, KEEP_MINUTES_MS));
    if (unknown || expired) engines.log.info({ unknown, expired }, 'segments reconciled');
    await engines.clock.sleep(RECONCILE_EVERY_MS, signal);
  }
}

/** Long enough for all attempts of a message. */
const READING_LOST_AFTER_MS = 5 * 60_000;

/** Exports wait for what is to be read again, so it must not depend on a message. */
async function tellLostReadings(engines: Engines): Promise<void> {
  const attempt = engines.clock.nowMs();
  for (const key of await findLostReadings(engines.db, { idleMs: READING_LOST_AFTER_MS, limit: 20 }))
    await enqueueSegment(engines, key, { attempt: Math.floor(attempt / READING_LOST_AFTER_MS), again: true });
}
