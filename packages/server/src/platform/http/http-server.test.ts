import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createHttpServer } from './http-server.ts';

async function serverWithLog() {
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
  });
  server.get('/fails', async () => {
    throw new Error('the reason');
  });
  server.get('/refuses', async () => {
    throw Object.assign(new Error('outside of the folder'), { statusCode: 403 });
  });
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
