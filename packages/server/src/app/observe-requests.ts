import type { FastifyInstance } from 'fastify';
import type { Telemetry } from '#kernel/telemetry';

/** Every request by its route as it is declared: an address would name what is asked for. The web app is one route. */
export function observeRequests(server: FastifyInstance, telemetry: Telemetry): void {
  server.addHook('onResponse', async (request, reply) => {
    const url = request.routeOptions.url ?? '';
    const route = url.startsWith('/api/') ? url : reply.statusCode === 404 ? 'none' : 'web';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    telemetry.observe('tidemark_http_request_seconds', labels, reply.elapsedTime / 1000);
  });
}
