import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Auth } from '#features/accounts';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { sessionScopes } from './open-scope.ts';
import { appRouter } from './router.ts';
import type { AppRouter } from './router.ts';

/** The web app's own door: cookies only, from our own pages only. */
export async function mountTrpc(server: FastifyInstance, { engines, auth }: { engines: Engines; auth: Auth }) {
  await server.register(async (scope) => {
    scope.addHook('onRequest', async (request) => refuseForeignPages(request));
    await scope.register(fastifyTRPCPlugin, {
      prefix: '/api/trpc',
      trpcOptions: {
        router: appRouter,
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

/** Browsers say where a request comes from; one that a foreign page made with our cookie does not count. */
function refuseForeignPages(request: FastifyRequest) {
  const site = request.headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  const origin = request.headers.origin;
  const isOther = origin !== undefined && URL.canParse(origin) && new URL(origin).host !== request.headers.host;
  if (isForeign || (isOther && site === undefined))
    throw new AppError('forbidden', 'This request came from another site');
}
