import type { ProjectArchive } from '@tidemark/contract/archives';
import { z } from 'zod';
import { countOpenExports, findExport, startExport } from '#features/exports';
import { findProjectState } from '#features/projects';
import { AppError } from '#domain/errors';
import type { Feature } from '#kernel/feature';
import { write } from '#kernel/verb';
import { archiveRequest } from './archive-request.ts';
import { archiveView } from './archive-view.ts';

/** Everything of the project as it is now, made in the background. */
export const createArchive = (features: () => readonly Feature[]) =>
  write({
    input: z.object({}),
    permission: 'archives:write',
    audit: (_, { id }: ProjectArchive) => ({ action: 'archives.create', entityType: 'archive', entityId: id }),
    async run({ db, clock, projectId, actor }): Promise<ProjectArchive> {
      const status = (await findProjectState(db, projectId))?.status;
      if (status !== 'ACTIVE' && status !== 'DISABLED')
        throw new AppError('conflict', 'The project is being deleted; restore it first');
      if ((await countOpenExports(db, { projectId, kind: 'archive' })) > 0)
        throw new AppError('conflict', 'An archive of this project is being made; wait for it, or cancel it');
      const id = await startExport(
        { db, clock },
        { projectId, kind: 'archive', request: archiveRequest(features()), requestedBy: actor },
      );
      const run = await findExport(db, { projectId, id });
      if (!run) throw new AppError('internal', 'The archive was not written down');
      return archiveView(run, clock.nowMs());
    },
  });
