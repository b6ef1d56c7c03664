import { BlobExportInput } from '@tidemark/contract/blob-exports';
import type { BlobExport } from '@tidemark/contract/blob-exports';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { write } from '#kernel/verb';
import { blobExportView } from './blob-export-view.ts';
import { cancelRunInHand } from './cancel-run-in-hand.ts';
import { isSamePlace, sealFor } from './destination-of.ts';
import { checkTables } from './request-of.ts';
import { firstTime } from './schedule-times.ts';
import { changeSchedule, findSchedule, insertSchedule, lockSchedule } from './store/blob-exports.sql.ts';
import type { Schedule } from './store/blob-exports.sql.ts';

/** Makes or changes the schedule. What is being delivered at the moment is broken off, and delivered anew as is now said. */
export const setBlobExport = (features: () => readonly Feature[]) =>
  write({
    input: BlobExportInput,
    permission: 'blobExports:write',
    audit: ({ kind, bucket, frequency, tables, enabled, secret }) => ({
      action: 'blobExports.set',
      entityType: 'blobExport',
      details: { kind, bucket, frequency, tables, enabled, ...(secret ? { secret: 'changed' } : {}) },
    }),
    async run(ctx, input): Promise<BlobExport> {
      checkTables(input, features());
      if (input.mode === 'FROM_CUSTOM_DATE' && input.startAt === null)
        throw new AppError('invalid', 'Say from which date on');
      const before = await lockSchedule(ctx.db, ctx.projectId);
      const after = settingsOf(ctx, input, before);
      if (before) await changeSchedule(ctx.db, ctx.projectId, after);
      else await insertSchedule(ctx.db, { ...after, projectId: ctx.projectId });
      const schedule = await findSchedule(ctx.db, ctx.projectId);
      if (!schedule) throw new Error('The schedule was written a moment ago');
      return blobExportView(schedule, ctx.clock.nowMs());
    },
    committed: (ctx) => cancelRunInHand(ctx, features(), 'The settings were changed'),
  });

function settingsOf(ctx: ProjectCtx, input: BlobExportInput, before: Schedule | null) {
  const { secret: given, startAt: start, ...settings } = input;
  const { projectId, clock } = ctx;
  const place = { ...settings, accessKeyId: settings.kind === 'folder' ? null : settings.accessKeyId };
  const kept = before && isSamePlace(before, place) ? before.secret : null;
  const secret = given && settings.kind !== 'folder' ? sealFor(ctx, projectId, given) : kept;
  if (settings.kind !== 'folder' && settings.enabled && (!secret || !settings.accessKeyId))
    throw new AppError(
      'invalid',
      before?.secret && !kept
        ? 'The secret is kept for the place that it was entered for; enter it again for the new one'
        : 'Enter the access key and its secret',
    );
  const startAt = settings.mode === 'FROM_CUSTOM_DATE' && start !== null ? new Date(start) : null;
  const isSameStart = before?.mode === settings.mode && before.startAt?.getTime() === startAt?.getTime();
  const nowMs = clock.nowMs();
  return {
    ...place,
    startAt,
    secret: settings.kind === 'folder' ? null : secret,
    nextAt: new Date(nowMs),
    syncedUntil: before && isSameStart ? before.syncedUntil : firstTime({ mode: settings.mode, startAt }, nowMs),
    ...(isSameStart ? {} : { syncedAt: null, window: null }),
    failures: 0,
    lastError: null,
    lastErrorAt: null,
  };
}
