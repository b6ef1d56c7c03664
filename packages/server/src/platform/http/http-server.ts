import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import Fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '#platform/log/log';

export interface HttpError {
  status: number;
  body: Record<string, unknown>;
  headers: Record<string, string>;
}

export interface HttpServerOptions {
  log: Log;
  newId(): string;
  /** Any thrown thing as an answer. */
  toHttpError(error: unknown): HttpError;
  /** Allowed methods of a path that is known under another method. */
  methodsOf(path: string): readonly string[];
  /** A request that is not here in full after this is answered with 408. */
  requestTimeoutMs?: number;
  /** Folder of the built web app; without one only the API is served. */
  webRoot: string;
}

const JSON_BODY_LIMIT_BYTES = 20 * 2 ** 20;
/** Enough for 20 MiB over 1 Mbit/s; whoever sends byte by byte does not hold a connection for ever. */
const REQUEST_TIMEOUT_MS = 300_000;
const NOTHING_HERE = { message: 'There is nothing here', error: 'NotFoundError' };

/** What a page may load: our own origin only, no inline script, no image from elsewhere that would tell who looks. */
const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  upgradeInsecureRequests: null,
};

export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_BODY_LIMIT_BYTES,
    ...timeoutsOf(options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS),
    genReqId: () => options.newId(),
    requestIdHeader: false,
    routerOptions: { maxParamLength: 3000 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // Addresses that no router can read are refused before any hook runs.
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id);
      answerError(options, { error, request: request as FastifyRequest, reply: reply as FastifyReply });
    },
  });
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY_POLICY },
    hsts: false,
  });
  await server.register(cors, {
    origin: true,
    delegator: (request, done) => done(null, { origin: request.url?.startsWith('/api/public/') ?? false }),
  });
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  acceptEmptyJson(server);
  server.setErrorHandler((error, request, reply) => answerError(options, { error, request, reply }));
  await serveWeb(server, options);
  return server;
}

/** Node looks at requests that take long now and then, and only when headers are given no longer than the whole. */
function timeoutsOf(requestTimeout: number) {
  const http = {
    headersTimeout: Math.min(60_000, requestTimeout),
    connectionsCheckingInterval: Math.min(10_000, requestTimeout),
  };
  return { requestTimeout, http };
}

/** Clients send `content-type: application/json` with DELETE and no body. */
function acceptEmptyJson(server: FastifyInstance) {
  const parse = server.getDefaultJsonParser('ignore', 'ignore');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    return parse(request, body as string, done);
  });
}

interface Failure {
  error: unknown;
  request: FastifyRequest;
  reply: FastifyReply;
}

function answerError(options: HttpServerOptions, { error, request, reply }: Failure) {
  const answer = ofFramework(error) ?? options.toHttpError(error);
  if (answer.status >= 500)
    options.log.error(
      { err: error, requestId: request.id, method: request.method, path: pathOf(request) },
      'request failed',
    );
  return reply.code(answer.status).headers(answer.headers).send(answer.body);
}

/** Without the query: links of mails carry their secret there. */
function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '/';
}

/** What Fastify and its plugins refuse: an undecodable or too large body, an unknown content type, a path out of a folder. */
function ofFramework(error: unknown): HttpError | null {
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return { status: 413, body: { message: 'The body is too large', error: 'PayloadTooLargeError' }, headers: {} };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return { status: 415, body: { message: 'Unsupported content type', error: 'InvalidRequestError' }, headers: {} };
  if (statusCode === 403 || statusCode === 404) return { status: 404, body: NOTHING_HERE, headers: {} };
  if (error instanceof SyntaxError || (statusCode !== undefined && statusCode >= 400 && statusCode < 500))
    return {
      status: statusCode ?? 400,
      body: { message: 'Invalid request data', error: message ?? 'Bad request' },
      headers: {},
    };
  return null;
}

async function serveWeb(server: FastifyInstance, options: HttpServerOptions) {
  const hasWeb = existsSync(join(options.webRoot, 'index.html'));
  if (hasWeb)
    await server.register(fastifyStatic, {
      root: options.webRoot,
      wildcard: false,
      index: false,
      // A hash in the name stands for the content; the few files without one are asked for again.
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
      // The build lays a compressed copy beside each text.
      preCompressed: true,
    });
  server.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    const isPage =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !/^\/api(\/|$)/i.test(path) &&
      !/\.[a-z0-9]{1,8}$/i.test(path);
    if (isPage && hasWeb) return reply.sendFile('index.html');
    const methods = options.methodsOf(path);
    if (methods.length > 0) {
      return reply
        .code(405)
        .header('allow', methods.join(', '))
        .send({ message: 'Method not allowed', error: 'MethodNotAllowedError' });
    }
    return reply.code(404).send(NOTHING_HERE);
  });
}
