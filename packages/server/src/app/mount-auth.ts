import type { FastifyInstance } from 'fastify';
import type { Auth } from '#features/accounts';

const NOTHING_HERE = { message: 'There is nothing here', error: 'NotFoundError' };

/** Hands everything below `/api/auth/` to the sign-in machinery, as web-standard requests. */
export async function mountAuth(server: FastifyInstance, auth: Auth, publicUrl: string) {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) =>
      done(null, body),
    );
    scope.all('/api/auth/*', async (request, reply) => {
      const answer = await auth.handle(
        toRequest(request.raw, request.body as Buffer | undefined, publicUrl),
        request.ip,
      );
      reply.code(answer.status);
      answer.headers.forEach((value, name) => {
        if (name !== 'set-cookie') reply.header(name, value);
      });
      for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
      if (answer.status === 404 && answer.body === null) return reply.send(NOTHING_HERE);
      return reply.send(Buffer.from(await answer.arrayBuffer()));
    });
  });
}

function toRequest(
  raw: { url?: string | undefined; method?: string | undefined; headers: NodeJS.Dict<string | string[]> },
  body: Buffer | undefined,
  publicUrl: string,
): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const hasBody = raw.method !== 'GET' && raw.method !== 'HEAD' && body !== undefined && body.length > 0;
  return new Request(new URL(raw.url ?? '/', publicUrl), {
    method: raw.method ?? 'GET',
    headers,
    ...(hasBody ? { body: new Uint8Array(body) } : {}),
  });
}
