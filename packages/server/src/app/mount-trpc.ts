import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance } from 'fastify';
import type { Auth } from '#features/accounts';
import type { Engines } from '#kernel/ctx';
import { sessionScopes } from './open-scope.ts';
import { refuseForeignPages } from './refuse-foreign-pages.ts';
import { appRouter } from './router.ts';
import type { AppRouter } from './router.ts';

/** The web app's own door: cookies only, from our own pages only. */
export async function mountTrpc(server: FastifyInstance, { engines, auth }: { engines: Engines; auth: Auth }) {
  await server.register(async (scope) => {
    scope.addHook('onRequest', async (request) =>
      // What deletes and restores is asked by our pages only, and every browser names the page that posts.
      refuseForeignPages(request, engines.publicUrl, {
        mustSayWhere: request.method === 'POST' && request.url.includes('lifecycle.'),
      }),
    );
    await scope.register(fastifyTRPCPlugin, {
      prefix: '/api/trpc',
      trpcOptions: {
        router: appRouter,
        // Questions may come in a body, so that what they are about is in no address that a proxy logs.
        allowMethodOverride: true,
        createContext: ({ req }) => sessionScopes(engines, auth, req),
        onError: ({ error, path, req }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR')
            engines.log.error(
              { err: error.cause?.cause ?? error.cause ?? error, path, requestId: req.id },
              'procedure failed',
            );
        },
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>);
  });
}
