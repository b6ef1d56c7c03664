import type { FastifyInstance } from 'fastify';
import type { Auth } from '#features/accounts';
import type { Engines } from '#kernel/ctx';
import type { Upload } from '#kernel/upload';
import { sessionScopes } from './open-scope.ts';
import { refuseForeignPages } from './refuse-foreign-pages.ts';

/** Mounts what people send by their session, of any size and as it is. Every browser names the page that sends. */
export async function mountUploads(
  server: FastifyInstance,
  uploads: readonly Upload[],
  { engines, auth }: { engines: Engines; auth: Auth },
) {
  await server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const { path, permission, take } of uploads)
      raw.put(`/api/project/:projectId/${path}`, async (request, reply) => {
        refuseForeignPages(request, engines.publicUrl, { mustSayWhere: true });
        const ctx = await sessionScopes(engines, auth, request).open(permission, request.params);
        const query = request.query as Record<string, unknown>;
        return reply.code(202).send(await take(ctx, { query, body: request.raw }));
      });
  });
}
