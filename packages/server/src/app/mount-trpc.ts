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
    scope.addHook('onRequest', async (request) => refuseForeignPages(request, engines.publicUrl));
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

/** Browsers say where a request comes from; one that a foreign page, or one without a name, made with our cookie does not count. */
function refuseForeignPages({ headers, method, url }: FastifyRequest, publicUrl: string) {
  const site = headers['sec-fetch-site'];
  // What deletes and restores is asked by our pages only, and every browser names the page that posts.
  const isNameless =
    method === 'POST' && url.includes('lifecycle.') && site === undefined && headers.origin === undefined;
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  const ours = [headers.host, new URL(publicUrl).host];
  const isOther = headers.origin !== undefined && !ours.includes(hostOf(headers.origin));
  // A proxy in front may have changed the host, but no page can claim to be of the same origin.
  if (isNameless || isForeign || (isOther && site !== 'same-origin'))
    throw new AppError('forbidden', 'This request came from another site');
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
