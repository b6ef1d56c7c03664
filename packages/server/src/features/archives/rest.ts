import { archiveImportRoutes, archiveRoutes } from '@tidemark/contract/rest/archives';
import { AppError } from '#domain/errors';
import type { Feature } from '#kernel/feature';
import { rest } from '#kernel/rest';
import { createArchive } from './create-archive.ts';
import { importView } from './import-view.ts';
import { cancelArchive, getArchive, listArchives } from './manage-archives.ts';
import { cancelArchiveImport, getArchiveImport, listArchiveImports, startArchiveImport } from './manage-imports.ts';
import { openArchive } from './open-archive.ts';
import { beginArchiveImport, takeUpload } from './open-import.ts';
import { receiveArchive } from './receive-archive.ts';
import { selectImport } from './store/archive-imports.sql.ts';
import type { ImportRow } from './store/archive-imports.sql.ts';

const MOST_SECRET = 200;

export const archivesRest = (features: () => readonly Feature[]) => {
  const [create, cancel] = [createArchive(features), cancelArchive(features)];
  return [
    rest(archiveRoutes.create, ({ ctx }) => create(ctx, {})),
    rest(archiveRoutes.list, async ({ ctx }) => ({ data: (await listArchives(ctx, {})).archives })),
    rest(archiveRoutes.get, ({ ctx, params }) => getArchive(ctx, params)),
    rest(archiveRoutes.cancel, async ({ ctx, params }) => {
      await cancel(ctx, params);
      return getArchive(ctx, params);
    }),
    rest(archiveRoutes.download, async ({ ctx, params, reply }) => {
      const { name, contentType, body } = await openArchive(ctx, params);
      return reply.type(contentType).header('content-disposition', `attachment; filename="${name}"`).send(body);
    }),
    ...importsRest,
  ];
};

const importsRest = [
  rest(archiveImportRoutes.create, async ({ ctx, query, request }) => {
    const row = await beginArchiveImport(ctx, { dryRun: query.dryRun });
    await receiveArchive(ctx, { projectId: row.project_id, id: row.id }, request.raw);
    return getArchiveImport(ctx, { importId: row.id });
  }),
  rest(archiveImportRoutes.list, async ({ ctx }) => ({ data: (await listArchiveImports(ctx, {})).imports })),
  rest(archiveImportRoutes.get, ({ ctx, params }) => getArchiveImport(ctx, params)),
  rest(archiveImportRoutes.start, ({ ctx, params }) => startArchiveImport(ctx, params)),
  rest(archiveImportRoutes.cancel, ({ ctx, params }) => cancelArchiveImport(ctx, params)),
  rest(archiveImportRoutes.upload, async ({ ctx, params, request }) => {
    const { 'x-upload-secret': secret } = request.headers;
    if (typeof secret !== 'string' || secret.length > MOST_SECRET)
      throw new AppError('not_found', 'There is no such upload, or it was used already');
    const row = await takeUpload(ctx.db, { id: params.importId, secret });
    await receiveArchive(ctx, { projectId: row.project_id, id: row.id }, request.raw);
    return importView((await selectImport(ctx.db, { projectId: row.project_id, id: row.id })) as ImportRow);
  }),
];
