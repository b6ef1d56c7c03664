import { archiveImportRoutes, archiveRoutes } from '@tidemark/contract/rest/archives';
import type { Feature } from '#kernel/feature';
import { rest } from '#kernel/rest';
import { createArchive } from './create-archive.ts';
import { cancelArchive, getArchive, listArchives } from './manage-archives.ts';
import { cancelArchiveImport, getArchiveImport, listArchiveImports, startArchiveImport } from './manage-imports.ts';
import { openArchive } from './open-archive.ts';
import { importArchive } from './import-archive.ts';

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
    return importArchive(ctx, { dryRun: query.dryRun }, request.raw);
  }),
  rest(archiveImportRoutes.list, async ({ ctx }) => ({ data: (await listArchiveImports(ctx, {})).imports })),
  rest(archiveImportRoutes.get, ({ ctx, params }) => getArchiveImport(ctx, params)),
  rest(archiveImportRoutes.start, ({ ctx, params }) => startArchiveImport(ctx, params)),
  rest(archiveImportRoutes.cancel, ({ ctx, params }) => cancelArchiveImport(ctx, params)),
];
