import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * The few requests of Azure's blob service that we make, as its documentation has them: blocks that become readable
 * when their list is put, and a signature of the account's key over each request. The same tests run on Azurite where
 * TEST_AZURE_URL names one; it is not among our packages, because it would bring 380 others.
 */
export async function startAzureServer(account: string, key: string) {
  const blocks = new Map<string, Buffer>();
  const blobs = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const url = new URL(request.url ?? '/', 'http://azure');
    const path = decodeURIComponent(url.pathname);
    const answer = (status: number, code = '') => {
      response.writeHead(status, { 'x-ms-request-id': '1', ...(code ? { 'x-ms-error-code': code } : {}), etag: '"1"' });
      response.end();
    };
    if (request.headers.authorization !== `SharedKey ${account}:${signature(request, url, account, key)}`)
      return answer(403, 'AuthenticationFailed');
    if (!path.startsWith(`/${account}/files/`)) return answer(404, 'ContainerNotFound');
    if (request.method === 'DELETE') return answer(blobs.delete(path) ? 202 : 404, 'BlobNotFound');
    const comp = url.searchParams.get('comp');
    if (comp === 'block') blocks.set(`${path} ${url.searchParams.get('blockid')}`, body);
    else if (comp === 'blocklist')
      blobs.set(path, Buffer.concat(idsOf(body).map((id) => blocks.get(`${path} ${id}`)!)));
    else blobs.set(path, body);
    return answer(201);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${account}`,
    read: (name: string) => blobs.get(`/${account}/files/${name}`) ?? null,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function idsOf(list: Buffer): string[] {
  return [...list.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = '']) => id);
}

/** "Authorize with Shared Key", version 2015-02-21 and later. */
function signature({ method, headers }: IncomingMessage, url: URL, account: string, key: string): string {
  const of = (name: string) => String(headers[name] ?? '');
  const length = of('content-length') === '0' ? '' : of('content-length');
  const own = Object.keys(headers).filter((name) => name.startsWith('x-ms-'));
  const text = [
    method,
    ...['content-encoding', 'content-language'].map(of),
    length,
    ...['content-md5', 'content-type', 'date', 'if-modified-since', 'if-match', 'if-none-match'].map(of),
    of('if-unmodified-since'),
    of('range'),
    ...own.sort().map((name) => `${name}:${of(name)}`),
    `/${account}${url.pathname}`,
    ...[...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}:${value}`),
  ].join('\n');
  return createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest('base64');
}
