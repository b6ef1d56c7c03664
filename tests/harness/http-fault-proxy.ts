import { once } from 'node:events';
import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of one request; nothing goes wrong with null. */
export type HttpFault =
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body: string }
  /** It is delivered and answered; the answer is lost, and the connection with it. */
  | { kind: 'lose-answer' }
  | { kind: 'delay'; ms: number }
  /** The connection breaks after so many bytes of the answer. */
  | { kind: 'cut-answer'; afterBytes: number }
  /** After so many bytes the answer ends as if that were all of it. */
  | { kind: 'end-answer'; afterBytes: number };

/** A proxy in front of an HTTP server, which decides for every request what goes wrong. */
export interface HttpFaultProxy extends AsyncDisposable {
  /** The address of the server with the proxy's port in it. */
  through(url: string): string;
  /** Holds until it is set again. */
  decide: (request: { method: string; url: string }) => HttpFault | null;
  /** How often something went wrong. */
  readonly faults: number;
}

export async function startHttpFaultProxy(target: { port: number }): Promise<HttpFaultProxy> {
  let faults = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const fault = proxy.decide({ method: request.method ?? '', url: request.url ?? '' });
    if (fault) faults += 1;
    if (fault?.kind === 'answer') {
      request.resume();
      await once(request, 'end');
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    const { method, url, headers } = request;
    const upstream = ask({ host: '127.0.0.1', port: target.port, method, path: url, headers });
    upstream.on('error', () => response.destroy());
    // Whoever goes away, on either side, is seen to be gone on the other one.
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage];
    if (fault?.kind === 'lose-answer') {
      answer.resume();
      response.destroy();
      return;
    }
    answer.on('error', () => response.destroy());
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    if (fault?.kind !== 'cut-answer' && fault?.kind !== 'end-answer') return void answer.pipe(response);
    let bytesLeft = fault.afterBytes;
    for await (const piece of answer) {
      response.write((piece as Buffer).subarray(0, bytesLeft));
      bytesLeft -= (piece as Buffer).length;
      if (bytesLeft <= 0) break;
    }
    // What was written goes out before the connection goes.
    if (fault.kind === 'end-answer') response.end();
    else response.socket?.destroySoon();
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy: HttpFaultProxy = {
    through: (url) => {
      const changed = new URL(url);
      changed.host = `127.0.0.1:${port}`;
      return changed.href;
    },
    decide: () => null,
    get faults() {
      return faults;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
