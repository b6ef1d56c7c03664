import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Auth } from '#features/accounts';
import type { Engines } from '#kernel/ctx';
import type { Download, DownloadedFile } from '#kernel/download';
import { sessionScopes } from './open-scope.ts';
import { refuseForeignPages } from './refuse-foreign-pages.ts';

/** Mounts the files that people fetch by their session. Nobody between keeps them. */
export function mountDownloads(
  server: FastifyInstance,
  downloads: readonly Download[],
  { engines, auth }: { engines: Engines; auth: Auth },
) {
  for (const { path, permission, open } of downloads)
    server.route({
      method: 'GET',
      url: `/api/project/:projectId/${path.replace(/\{([^}]+)\}/g, ':$1')}`,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        refuseForeignPages(request, engines.publicUrl, { mustSayWhere: false });
        const params = request.params as Record<string, string>;
        const ctx = await sessionScopes(engines, auth, request).open(permission, params);
        return sendFile(reply, await open(ctx, params));
      },
    });
}

function sendFile(reply: FastifyReply, { name, contentType, sizeBytes, body }: DownloadedFile) {
  void reply
    .type(contentType)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store');
  if (sizeBytes !== null) void reply.header('content-length', String(sizeBytes));
  return reply.send(body);
}
