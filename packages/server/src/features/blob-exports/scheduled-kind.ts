import { setExportExpiry } from '#features/exports';
import type { Engines } from '#kernel/ctx';
import type { ExportKindRule, ExportRun } from '#kernel/export-run';
import { AppError } from '#domain/errors';
import { destinationOf } from './destination-of.ts';
import { outgoingKey } from './outgoing-key.ts';
import { FAILURES, nextTime, retryAfterMs } from './schedule-times.ts';
import { changeSchedule, findSchedule, lockSchedule } from './store/blob-exports.sql.ts';
import type { Schedule } from './store/blob-exports.sql.ts';
import { tellOfPause } from './tell-of-pause.ts';

/** The row of a delivery, and the copy of its manifest, are kept for the history. */
const KEPT_MS = 90 * 86_400_000;

/** Runs of a schedule: their files go outside, and their end moves the schedule on, in one transaction. */
export const scheduledKind: ExportKindRule = {
  kind: 'scheduled',
  async deliver(engines, run, { name, blobKey, sizeBytes, contentType }) {
    const schedule = await findSchedule(engines.db, run.projectId);
    if (schedule?.runId !== run.id) throw new AppError('conflict', 'The schedule has gone on without this run');
    await using destination = await destinationOf(engines, schedule);
    const body = await engines.blob.getStream(blobKey);
    await destination.put(outgoingKey(schedule, run, name), { body, sizeBytes, contentType });
  },
  async withdraw(engines, run, names) {
    const schedule = await findSchedule(engines.db, run.projectId);
    if (!schedule) return;
    await using destination = await destinationOf(engines, schedule);
    for (const name of names) await destination.delete(outgoingKey(schedule, run, name));
  },
  async ended(engines, run) {
    const schedule = await lockSchedule(engines.db, run.projectId);
    if (schedule?.runId !== run.id) return;
    const nowMs = engines.clock.nowMs();
    await setExportExpiry(engines.db, { id: run.id, expiresAt: new Date(nowMs + KEPT_MS) });
    if (run.state === 'COMPLETED') await moveOn(engines, schedule, nowMs);
    else if (run.state === 'FAILED') await noteFailure(engines, schedule, run, nowMs);
    // Cancelled: the part is kept, and done anew when the schedule is on.
    else await changeSchedule(engines.db, schedule.projectId, { runId: null });
  },
};

async function moveOn({ db }: Pick<Engines, 'db'>, { projectId, window, frequency }: Schedule, nowMs: number) {
  const isScheduled = window?.kind === 'scheduled';
  await changeSchedule(db, projectId, {
    ...(isScheduled
      ? { syncedUntil: window.until, syncedAt: new Date(nowMs), nextAt: nextTime(frequency, nowMs) }
      : { nextAt: new Date(nowMs) }),
    window: null,
    runId: null,
    failures: 0,
    lastError: null,
    lastErrorAt: null,
  });
}

async function noteFailure(engines: Engines, schedule: Schedule, run: ExportRun, nowMs: number) {
  const failures = schedule.failures + 1;
  const lastError = run.error ?? 'the reason is not known';
  const isOver = failures >= FAILURES;
  await changeSchedule(engines.db, schedule.projectId, {
    runId: null,
    failures,
    lastError,
    lastErrorAt: new Date(nowMs),
    nextAt: new Date(nowMs + retryAfterMs(failures)),
    ...(isOver ? { enabled: false } : {}),
  });
  if (isOver) await tellOfPause(engines, schedule, lastError);
}
