import type { BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from '@tidemark/contract/rest/route';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProjectCtx } from './ctx.ts';

/** What a handler is given: the parsed parts of the request and a ctx for the key that called. */
export interface RestCall<R extends Route> {
  ctx: ProjectCtx;
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** A public route with its handler, as the composition root mounts it. */
export interface RestRoute {
  route: Route;
  handle(call: RestCall<Route>): Promise<unknown>;
  /** Answers a request whose key opened nothing, in the route's own way, or throws the error on. */
  refuse?(error: unknown, call: { request: FastifyRequest; reply: FastifyReply }): unknown;
}

/** A line of a feature's `rest.ts`: a route of the contract and what answers it. */
export function rest<const R extends Route>(
  route: R,
  handle: (call: RestCall<R>) => Promise<ResponseOf<R>>,
): RestRoute {
  return { route, handle: handle as unknown as RestRoute['handle'] };
}
