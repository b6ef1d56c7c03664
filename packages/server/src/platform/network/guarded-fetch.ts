import * as http from 'node:http';
import * as https from 'node:https';
import { AppError } from '#domain/errors';
import type { GuardedAgents } from './guarded-agents.ts';

export interface GuardedRequest {
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array | string;
  /** For everything together: looking up, connecting, redirects, the whole answer. */
  timeoutMs: number;
  /** An answer that is larger is an error. */
  maxBytes: number;
  /** How many redirects are followed; none without. Only requests without a body follow them. */
  redirects?: number;
  signal?: AbortSignal;
}

export interface GuardedResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
  /** Where the answer came from in the end. */
  url: string;
}

/**
 * One request to a URL that a user gave. Rejects with `invalid` for what may not be asked, with `unavailable` for what
 * does not answer in time or at length. Whatever status the other side answers is an answer.
 */
export async function guardedFetch(agents: GuardedAgents, request: GuardedRequest): Promise<GuardedResponse> {
  const limit = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit;
  let url = checkUrl(request.url);
  let headers = request.headers ?? {};
  for (let left = request.redirects ?? 0; ; left -= 1) {
    const response = await send(agents, { ...request, url, headers, signal });
    const next = response.status >= 300 && response.status < 400 ? response.headers.location : undefined;
    if (next === undefined || request.body !== undefined) return response;
    if (left <= 0) throw new AppError('unavailable', `${url.host} redirects further than is followed`);
    const target = checkUrl(new URL(next, url).href);
    if (target.origin !== url.origin) headers = withoutSecrets(headers);
    url = target;
  }
}

function checkUrl(text: string): URL {
  if (!URL.canParse(text)) throw new AppError('invalid', 'That is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new AppError('invalid', 'A URL must begin with https:// or http://');
  if (url.username !== '' || url.password !== '')
    throw new AppError('invalid', 'A URL must not hold a user or a password');
  return url;
}

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-api-key']);

/** What was meant for one host is not told to another. */
function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET_HEADERS.has(name.toLowerCase())));
}

type Sending = Omit<GuardedRequest, 'url' | 'signal'> & { url: URL; signal: AbortSignal };

function send(agents: GuardedAgents, { url, signal, ...request }: Sending): Promise<GuardedResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<GuardedResponse>();
  const isSafe = url.protocol === 'https:';
  const options = { method: request.method ?? 'GET', headers: { ...request.headers }, signal };
  const fail = (error: unknown) => reject(trouble(url, error));
  try {
    const sent = isSafe
      ? https.request(url, { ...options, agent: agents.https })
      : http.request(url, { ...options, agent: agents.http });
    sent.on('error', fail);
    sent.on('response', (answer) => {
      const parts: Buffer[] = [];
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
        if (size <= request.maxBytes) parts.push(part);
        else answer.destroy(new AppError('unavailable', `${url.host} answered with more than is taken`));
      });
      answer.on('error', fail);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts), url: url.href }),
      );
    });
    sent.end(request.body);
  } catch (error) {
    fail(error);
  }
  return promise;
}

function trouble(url: URL, error: unknown): Error {
  if (error instanceof AppError) return error;
  const { name, code, message } = error as NodeJS.ErrnoException;
  const why = name === 'AbortError' || name === 'TimeoutError' ? 'did not answer in time' : (code ?? message);
  return new AppError('unavailable', `${url.host} cannot be reached: ${why}`, { cause: error });
}
