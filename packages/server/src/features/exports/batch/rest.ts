import { exportRoutes } from '@tidemark/contract/rest/exports';
import type { FastifyReply } from 'fastify';
import type { DownloadedFile } from '#kernel/download';
import { rest } from '#kernel/rest';
import type { ExportDeclarations } from '../run/running.ts';
import { cancelExport } from './cancel-export.ts';
import { createExport } from './create-export.ts';
import { getExport } from './get-export.ts';
import { listExportFiles } from './list-export-files.ts';
import { listExports } from './list-exports.ts';
import { getManifest, openDownload, openExportFile } from './open-download.ts';
import { streamTable } from './stream-table.ts';

export const batchRest = (declared: () => ExportDeclarations) => {
  const create = createExport(declared);
  return [
    rest(exportRoutes.create, ({ ctx, body }) => create(ctx, body)),
    rest(exportRoutes.list, async ({ ctx, query: { limit, cursor } }) => {
      const { rows, nextCursor } = await listExports(ctx, { limit, cursor });
      return { data: rows, meta: { cursor: nextCursor } };
    }),
    rest(exportRoutes.get, ({ ctx, params }) => getExport(ctx, params)),
    rest(exportRoutes.cancel, ({ ctx, params }) => cancelExport(ctx, params)),
    rest(exportRoutes.files, async ({ ctx, params }) => ({ data: (await listExportFiles(ctx, params)).rows })),
    rest(exportRoutes.file, async ({ ctx, params, reply }) => sendFile(reply, await openExportFile(ctx, params))),
    rest(exportRoutes.manifest, ({ ctx, params }) => getManifest(ctx, params)),
    rest(exportRoutes.download, async ({ ctx, params, reply }) => sendFile(reply, await openDownload(ctx, params))),
    rest(exportRoutes.stream, async ({ ctx, params, query: { environment, ...query }, reply }) => {
      const order = { ...params, ...query, environments: environment };
      await streamTable(ctx, { declared: declared(), order, reply });
    }),
  ];
};

/** A body that fails after its first byte breaks the connection. */
function sendFile(reply: FastifyReply, { name, contentType, sizeBytes, body }: DownloadedFile) {
  void reply.type(contentType).header('content-disposition', `attachment; filename="${name}"`);
  if (sizeBytes !== null) void reply.header('content-length', String(sizeBytes));
  return reply.send(body);
}
