import type { Route, RouteAuth } from '@tidemark/contract/rest/route';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ProjectCtx } from './ctx.ts';
import type { RestRoute } from './rest.ts';

/** Opens the scope of the key that called; rejects with the documented error of the route's kind of key. */
export type OpenKeyCtx = (request: FastifyRequest, auth: RouteAuth) => Promise<ProjectCtx>;

/** Mounts the public routes in the order that clients know: who are you, then the query, then the body, then the work. */
export async function mountRest(server: FastifyInstance, routes: readonly RestRoute[], open: OpenKeyCtx) {
  for (const entry of routes.filter(({ route }) => !route.rawBody)) mount(server, entry, open);
  await server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const entry of routes.filter(({ route }) => route.rawBody)) mount(raw, entry, open);
  });
}

function mount(server: FastifyInstance, { route, handle, refuse }: RestRoute, open: OpenKeyCtx) {
  server.route({
    method: route.method,
    url: toFastifyPath(route.path),
    handler: async (request, reply) => {
      let ctx: ProjectCtx;
      try {
        ctx = await open(request, route.auth);
      } catch (error) {
        if (!refuse) throw error;
        return refuse(error, { request, reply });
      }
      const parts = {
        params: route.params?.parse(request.params),
        query: route.query?.parse(request.query),
        body: route.body?.parse(request.body),
      };
      const answer = await handle({ ctx, ...parts, request, reply } as never);
      if (reply.sent) return reply;
      return reply.code(route.status ?? 200).send(answer ?? { message: 'OK' });
    },
  });
}

/** Methods under which a path is known, to answer 405 instead of 404. */
export function methodsByPath(routes: readonly Route[]): (path: string) => string[] {
  const patterns = routes.map(({ path, method }) => ({
    method,
    pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }));
  return (path) => [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
}

function toFastifyPath(path: string): string {
  return path.replace(/\{([^}]+)\}/g, ':$1');
}
