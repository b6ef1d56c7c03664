import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { addressPolicy } from './address-policy.ts';
import { guardedAgents } from './guarded-agents.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { isPublicAddress } from './public-addresses.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<{ port: number; asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked: () => asked };
}

const fetchWith = (hosts: readonly string[], url: string, more = {}) => {
  const agents = guardedAgents(addressPolicy(hosts));
  open.push(() => agents[Symbol.dispose]());
  return guardedFetch(agents, { url, timeoutMs: 2000, maxBytes: 1000, ...more });
};

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    'fe80::1',
    'fd00:ec2::254',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'nonsense',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '172.32.0.1', '93.184.216.34', '2606:4700:4700::1111', '2a00:1450:4001:80e::200e'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

test.each([
  'http://127.0.0.1:{port}/',
  'http://localhost:{port}/',
  'http://2130706433:{port}/',
  'http://0x7f.1:{port}/',
  'http://017700000001:{port}/',
  'http://0:{port}/',
  'http://[::1]:{port}/',
  'http://[::ffff:127.0.0.1]:{port}/',
])('%s is refused before anything is sent', async (form) => {
  const { port, asked } = await serve((_request, response) => response.end('inside'));
  await expect(fetchWith([], form.replace('{port}', String(port)))).rejects.toMatchObject({ code: 'invalid' });
  expect(asked()).toBe(0);
});

test('a host that the operator allows is asked, by name and by address, and no other is', async () => {
  const { port } = await serve((_request, response) => response.end('fine'));
  const answer = await fetchWith(['LocalHost.'], `http://localhost:${port}/path`);
  expect([answer.status, answer.body.toString()]).toEqual([200, 'fine']);
  expect((await fetchWith(['127.0.0.1'], `http://127.0.0.1:${port}/`)).status).toBe(200);
  expect((await fetchWith(['*'], `http://localhost:${port}/`)).status).toBe(200);
  await expect(fetchWith(['other.host'], `http://localhost:${port}/`)).rejects.toMatchObject({ code: 'invalid' });
});

test('a redirect to a refused address is refused, and one to another host goes without what was secret', async () => {
  const heard: (string | undefined)[] = [];
  const inner = await serve((request, response) => {
    heard.push(request.headers.authorization);
    response.end('inner');
  });
  const outer = await serve((request, response) => {
    const host = request.url === '/literal' ? '127.0.0.1' : 'localhost';
    response.writeHead(302, { location: `http://${host}:${inner.port}/` }).end();
  });
  const redirected = (hosts: readonly string[], path: string, redirects: number) =>
    fetchWith(hosts, `http://localhost:${outer.port}${path}`, { redirects, headers: { Authorization: 'secret' } });
  await expect(redirected(['localhost'], '/literal', 3)).rejects.toMatchObject({ code: 'invalid' });
  expect(inner.asked()).toBe(0);
  expect((await redirected(['localhost'], '/name', 3)).body.toString()).toBe('inner');
  expect(heard).toEqual([undefined]);
  await expect(redirected(['localhost'], '/name', 0)).rejects.toMatchObject({ code: 'unavailable' });
});

test('an answer without end is cut off, and one that does not come is given up', async () => {
  const { port } = await serve((request, response) => {
    if (request.url === '/large') response.end('x'.repeat(2000));
    else if (request.url === '/drip') response.write('x');
  });
  const at = (path: string) => fetchWith(['127.0.0.1'], `http://127.0.0.1:${port}${path}`, { timeoutMs: 300 });
  await expect(at('/large')).rejects.toThrow(/more than is taken/);
  await expect(at('/drip')).rejects.toThrow(/in time/);
  await expect(at('/silent')).rejects.toMatchObject({ code: 'unavailable' });
});

test.each(['file:///etc/passwd', 'gopher://127.0.0.1/', 'http://user:word@example.com/', 'no url'])(
  '%s is no address to ask',
  async (url) => {
    await expect(fetchWith(['*'], url)).rejects.toMatchObject({ code: 'invalid' });
  },
);
