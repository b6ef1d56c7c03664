import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { Route } from '@tidemark/contract/rest/route';
import { openApiDocument } from '#kernel/openapi';

/** The page is about our one document: no bar to load another, and the system's fonts. */
const PAGE_STYLE =
  '.topbar { display: none } .swagger-ui, .swagger-ui .info .title { font-family: system-ui, sans-serif }';

/** The public API's document at `/api/openapi.json` and as a page at `/api/docs`. */
export async function mountDocs(
  server: FastifyInstance,
  about: { routes: readonly Route[]; version: string; publicUrl: string },
) {
  const document = openApiDocument(about.routes, { version: about.version, serverUrl: about.publicUrl });
  server.get('/api/openapi.json', async (_request, reply) =>
    reply.header('access-control-allow-origin', '*').send(document),
  );
  await server.register(swagger, { mode: 'static', specification: { document: document as never } });
  await server.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'Tidemark API', css: [{ filename: 'tidemark.css', content: PAGE_STYLE }] },
    uiConfig: { docExpansion: 'list', deepLinking: true, persistAuthorization: false },
  });
}
