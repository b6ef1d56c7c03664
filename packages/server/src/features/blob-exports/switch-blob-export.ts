import type { BlobExport } from '@tidemark/contract/blob-exports';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { write } from '#kernel/verb';
import { blobExportView } from './blob-export-view.ts';
import { cancelRunInHand } from './cancel-run-in-hand.ts';
import { changeSchedule, findSchedule, lockSchedule } from './store/blob-exports.sql.ts';
import type { Schedule, ScheduleChange } from './store/blob-exports.sql.ts';

/** Pauses it, which breaks off what is being delivered, or lets it go on where it was. */
export const switchBlobExport = (features: () => readonly Feature[]) =>
  write({
    input: z.object({ enabled: z.boolean() }),
    permission: 'blobExports:write',
    audit: ({ enabled }) => ({
      action: enabled ? 'blobExports.resume' : 'blobExports.pause',
      entityType: 'blobExport',
    }),
    run: (ctx, { enabled }) =>
      change(ctx, ({ kind, secret }) => {
        if (enabled && kind !== 'folder' && !secret) throw new AppError('conflict', 'Enter the secret first');
        return { enabled, ...(enabled ? begin(ctx) : {}) };
      }),
    committed: async (ctx, { enabled }) => {
      if (!enabled) await cancelRunInHand(ctx, features(), 'The schedule was paused');
    },
  });

/** Does not wait for the time. */
export const runBlobExportNow = write({
  input: z.object({}),
  permission: 'blobExports:write',
  audit: () => ({ action: 'blobExports.runNow', entityType: 'blobExport' }),
  run: (ctx) =>
    change(ctx, (schedule) => {
      refuseWhilePaused(schedule);
      return schedule.runId === null ? begin(ctx) : {};
    }),
});

const Time = z.iso.datetime({ offset: true });

/** Delivers a range of the time of storing once more, in a part of its own; where the schedule is stays as it is. */
export const backfillBlobExport = write({
  input: z.object({ from: Time, until: Time }).refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    message: 'must be after the beginning',
    path: ['until'],
  }),
  permission: 'blobExports:write',
  audit: ({ from, until }) => ({
    action: 'blobExports.backfill',
    entityType: 'blobExport',
    details: { from, until },
  }),
  run: (ctx, input) =>
    change(ctx, (schedule) => {
      refuseWhilePaused(schedule);
      if (schedule.window) throw new AppError('conflict', 'A part is being delivered; ask again when that is done');
      const from = new Date(input.from);
      // What comes after that is delivered in its turn.
      const until = new Date(Math.min(Date.parse(input.until), schedule.syncedUntil.getTime()));
      if (from >= until)
        throw new AppError('invalid', 'Nothing of this range was delivered before; it comes in its turn');
      return { window: { kind: 'backfill', from, until }, ...begin(ctx) };
    }),
});

function begin({ clock }: ProjectCtx): ScheduleChange {
  return { nextAt: new Date(clock.nowMs()), failures: 0, lastError: null, lastErrorAt: null };
}

function refuseWhilePaused({ enabled }: Schedule) {
  if (!enabled) throw new AppError('conflict', 'The scheduled export is paused; switch it on first');
}

async function change(ctx: ProjectCtx, decide: (schedule: Schedule) => ScheduleChange): Promise<BlobExport> {
  const before = await lockSchedule(ctx.db, ctx.projectId);
  if (!before) throw new AppError('not_found', 'The project has no scheduled export');
  await changeSchedule(ctx.db, ctx.projectId, decide(before));
  const after = await findSchedule(ctx.db, ctx.projectId);
  return blobExportView(after ?? before, ctx.clock.nowMs());
}
