import { blobExportRoutes } from '@tidemark/contract/rest/blob-exports';
import { ProjectId } from '@tidemark/contract/ids';
import { findProjectState, listReadableProjects } from '#features/projects';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { rest } from '#kernel/rest';
import { statusOf } from './blob-export-view.ts';
import { deleteBlobExportSettings } from './delete-blob-export-settings.ts';
import { publicBlobExport, settingsOfRequest } from './public-blob-export.ts';
import { setBlobExport } from './set-blob-export.ts';
import { findSchedule, listSchedules } from './store/blob-exports.sql.ts';
import type { Schedule } from './store/blob-exports.sql.ts';
import { testBlobExport } from './test-blob-export.ts';

/** The key is of an organization; the project is in what is asked, and has to be one of its own. */
export const blobExportsRest = (features: () => readonly Feature[]) => {
  const set = setBlobExport(features);
  const remove = deleteBlobExportSettings(features);
  return [
    rest(blobExportRoutes.list, async ({ ctx }) => {
      mustRead(ctx);
      const ids = (await listReadableProjects(ctx.db, ctx.organizationId)).map(({ id }) => id);
      return { data: (await listSchedules(ctx.db, ids)).map(publicBlobExport) };
    }),
    rest(blobExportRoutes.set, async ({ ctx, body }) => {
      const own = await ofProject(ctx, body.projectId);
      const settings = settingsOfRequest(body, await findSchedule(ctx.db, own.projectId));
      if (settings.enabled) {
        const { ok, problem } = await testBlobExport(own, settings);
        if (!ok) throw new AppError('invalid', `The test of the connection failed: ${problem}`);
      }
      await set(own, settings);
      return publicBlobExport(await scheduleOf(own));
    }),
    rest(blobExportRoutes.status, async ({ ctx, params }) => {
      mustRead(ctx);
      const own = await ofProject(ctx, params.id);
      const schedule = await scheduleOf(own);
      const { projectId, enabled, lastSyncAt, nextSyncAt, lastError, lastErrorAt } = publicBlobExport(schedule);
      const syncStatus = statusOf(schedule, ctx.clock.nowMs());
      return { id: projectId, projectId, syncStatus, enabled, lastSyncAt, nextSyncAt, lastError, lastErrorAt };
    }),
    rest(blobExportRoutes.remove, async ({ ctx, params }) => {
      await remove(await ofProject(ctx, params.id), {});
      return { message: 'Blob storage integration successfully deleted' };
    }),
  ];
};

function mustRead({ actor }: ProjectCtx) {
  if (!actor.may('blobExports:read'))
    throw new AppError('forbidden', 'You need the permission blobExports:read for this');
}

async function ofProject(ctx: ProjectCtx, projectId: string): Promise<ProjectCtx> {
  const project = await findProjectState(ctx.db, projectId);
  if (project?.organizationId !== ctx.organizationId || project.status === 'PENDING_DELETION')
    throw new AppError('not_found', 'Project not found');
  return { ...ctx, projectId: ProjectId.parse(projectId) };
}

async function scheduleOf({ db, projectId }: ProjectCtx): Promise<Schedule> {
  const schedule = await findSchedule(db, projectId);
  if (!schedule) throw new AppError('not_found', 'Blob storage integration not found');
  return schedule;
}
