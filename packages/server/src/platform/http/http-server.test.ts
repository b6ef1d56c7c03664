import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createHttpServer } from './http-server.ts';

async function serverWithLog(options: { requestTimeoutMs?: number } = {}) {
  const lines: Record<string, unknown>[] = [];
  const write = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(JSON.parse(line.toString('utf8')) as Record<string, unknown>);
      done();
    },
  });
  const server = await createHttpServer({
    log: pino({ level: 'debug' }, write),
    newId: () => 'the-id-of-the-request',
    toHttpError: () => ({ status: 500, body: { message: 'Something went wrong on our side' }, headers: {} }),
    methodsOf: () => [],
    webRoot: '/nowhere',
    ...options,
  });
  server.get('/fails', async () => {
    throw new Error('the reason');
  });
  server.get('/refuses', async () => {
    throw Object.assign(new Error('outside of the folder'), { statusCode: 403 });
  });
  server.post('/takes', async () => ({}));
  return { server, lines };
}

test('a failure is in the log under the id that the answer has, with its path and without its query', async () => {
  const { server, lines } = await serverWithLog();
  const answer = await server.inject('/fails?token=secret-of-a-link');
  expect([answer.statusCode, answer.headers['x-request-id']]).toEqual([500, 'the-id-of-the-request']);
  expect(answer.body).not.toContain('the reason');
  const failed = lines.filter(({ msg }) => msg === 'request failed');
  expect(failed).toMatchObject([{ requestId: 'the-id-of-the-request', method: 'GET', path: '/fails' }]);
  expect(JSON.stringify(lines)).not.toContain('secret-of-a-link');
});

test('what a plugin refuses to serve is not there, and no failure', async () => {
  const { server, lines } = await serverWithLog();
  const answer = await server.inject('/refuses');
  expect([answer.statusCode, answer.json()]).toEqual([
    404,
    { message: 'There is nothing here', error: 'NotFoundError' },
  ]);
  expect(lines).toEqual([]);
});

test('an address that cannot be read is answered like any other: with a message and the id of the request', async () => {
  const { server } = await serverWithLog();
  for (const path of ['/%ff', '/%', '/%c3%28', '/api/%zz']) {
    const answer = await server.inject(path);
    expect([path, answer.statusCode, answer.headers['x-request-id']]).toEqual([path, 400, 'the-id-of-the-request']);
    expect(answer.json()).toHaveProperty('message');
  }
});

test('C04: whoever sends a request byte by byte is told 408 and loses the connection', async () => {
  const { server } = await serverWithLog({ requestTimeoutMs: 300 });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('POST /takes HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n');
  const drip = setInterval(() => socket.write('x'), 50);
  let answer = '';
  socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
  await new Promise((resolve) => socket.on('error', resolve).on('close', resolve));
  clearInterval(drip);
  await server.close();
  expect(answer).toMatch(/^HTTP\/1\.1 408/);
});

test('C04: of requests that take long it is not unlimited how long', async () => {
  const { server } = await serverWithLog();
  expect(server.server.requestTimeout).toBe(300_000);
  expect(server.server.headersTimeout).toBeGreaterThan(0);
});
