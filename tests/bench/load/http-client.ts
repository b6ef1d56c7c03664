import { Agent, request } from 'node:http';
import type { Target } from './load-orders.ts';
import type { PreparedRequest } from './prepared-request.ts';

export interface HttpAnswer {
  status: number;
  text: string;
}

/** Kept-alive connections to one product, as its first project's key. */
export function openHttp(to: Target, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(to.url);
  const authorization = `Basic ${Buffer.from(`${to.publicKey}:${to.secretKey}`).toString('base64')}`;

  const call = (options: { method: string; path: string; headers?: Record<string, string>; body?: Buffer }) =>
    new Promise<HttpAnswer>((resolve, reject) => {
      const { method, path, body } = options;
      const headers = { ...options.headers, authorization, 'content-length': String(body?.length ?? 0) };
      const sent = request({ agent, hostname, port, method, path, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text })).on('error', reject);
      });
      sent.on('error', reject).end(body);
    });
  return {
    /** True when the product took all of it. */
    async send({ path, headers, body }: PreparedRequest): Promise<boolean> {
      const { status, text } = await call({ method: 'POST', path, headers, body }).catch(() => ({
        status: 0,
        text: '',
      }));
      if (status === 207) return (JSON.parse(text) as { errors: unknown[] }).errors.length === 0;
      return status >= 200 && status < 300;
    },
    get: (path: string) => call({ method: 'GET', path }),
    [Symbol.dispose]: () => agent.destroy(),
  };
}

export type Http = ReturnType<typeof openHttp>;
