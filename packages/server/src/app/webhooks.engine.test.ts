import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookEvent } from '@tidemark/contract/webhooks';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendOutbox } from '#features/outbox';
import { callWebhooks, webhooksRouter } from '#features/webhooks';

const clock = testClock();
let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines(clock);
});
afterAll(() => stores[Symbol.asyncDispose]());

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A program of somebody's that is called, and answers as it is told. */
async function receiver() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { url, received, answers, [Symbol.dispose]: () => void server.close() };
}

async function newOrganization() {
  const people = testPeople(stores.engines);
  const { owner, organizationId, projectId } = await people.newOrganization();
  const ctx = await people.organization(owner, organizationId);
  return { organizationId, projectId, ask: webhooksRouter.createCaller({ open: () => Promise.resolve(ctx as never) }) };
}

const event = (projectId: string) => ({
  type: 'project.restored' as const,
  data: { project: { id: projectId, name: 'Support' }, by: 'ana@example.org' },
});

/** What is waiting is due, however often it was postponed. */
async function sendAll() {
  await stores.engines.db.updateTable('outbox').set({ claimed_until: null }).where('sent_at', 'is', null).execute();
  await sendOutbox(stores.engines);
}

test('a change is told to every webhook of the organization once, signed, and to nobody else', async () => {
  using one = await receiver();
  using other = await receiver();
  using stranger = await receiver();
  const { organizationId, projectId, ask } = await newOrganization();
  const theirs = await newOrganization();
  const { secret } = await ask.create({ organizationId, url: one.url });
  await ask.create({ organizationId, url: other.url });
  await theirs.ask.create({ organizationId: theirs.organizationId, url: stranger.url });
  await callWebhooks(stores.engines, { organizationId, projectId, event: event(projectId) });
  await sendAll();
  await sendAll();
  expect([one, other, stranger].map(({ received }) => received.length)).toEqual([1, 1, 0]);
  const [{ headers, body }] = one.received as [Received];
  const told = JSON.parse(body) as WebhookEvent;
  expect(told).toMatchObject({ type: 'project.restored', data: { project: { id: projectId } } });
  expect(headers).toMatchObject({ 'x-tidemark-event': 'project.restored', 'x-tidemark-delivery': told.id });
  const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-tidemark-signature'])) ?? [];
  expect(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')).toBe(signature);
});

test('what is not told does not happen: a change that is rolled back is told to nobody', async () => {
  using hook = await receiver();
  const { organizationId, projectId, ask } = await newOrganization();
  await ask.create({ organizationId, url: hook.url });
  const rolledBack = stores.engines.db.transaction().execute(async (db) => {
    await callWebhooks({ ...stores.engines, db }, { organizationId, projectId, event: event(projectId) });
    throw new Error('changed its mind');
  });
  await expect(rolledBack).rejects.toThrow('changed its mind');
  await sendAll();
  expect(hook.received).toEqual([]);
});

test('a program that is away is called again with the same event, holds up no other, and is given up after many times', async () => {
  using hook = await receiver();
  const { organizationId, projectId, ask } = await newOrganization();
  await ask.create({ organizationId, url: hook.url });
  hook.answers.push(500, 302, 503);
  await callWebhooks(stores.engines, { organizationId, projectId, event: event(projectId) });
  for (let times = 0; times < 5; times++) await sendAll();
  expect(hook.received).toHaveLength(4);
  expect(new Set(hook.received.map(({ body }) => body)).size).toBe(1);

  hook.answers.push(...Array.from({ length: 50 }, () => 500));
  await callWebhooks(stores.engines, { organizationId, projectId, event: event(projectId) });
  for (let times = 0; times < 25; times++) await sendAll();
  expect(hook.received).toHaveLength(4 + 17);
  const left = await stores.engines.db.selectFrom('outbox').select('id').where('sent_at', 'is', null).execute();
  expect(left).toEqual([]);
});

test('a webhook is listed without its secret, tried at once, refused twice, and removed', async () => {
  using hook = await receiver();
  const { organizationId, ask } = await newOrganization();
  const { id, secret } = await ask.create({ organizationId, url: hook.url });
  await expect(ask.create({ organizationId, url: hook.url })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(ask.create({ organizationId, url: 'ftp://example.org' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const listed = await ask.list({ organizationId });
  expect(listed.webhooks).toMatchObject([{ id, url: hook.url }]);
  expect(JSON.stringify(listed)).not.toContain(secret);
  expect(await ask.ping({ organizationId, webhookId: id })).toEqual({ problem: null });
  hook.answers.push(404);
  expect(await ask.ping({ organizationId, webhookId: id })).toEqual({
    problem: expect.stringContaining('answered 404'),
  });
  const inner = await ask.create({ organizationId, url: 'http://169.254.169.254/latest' });
  expect(await ask.ping({ organizationId, webhookId: inner.id })).toEqual({
    problem: expect.stringContaining('169.254'),
  });
  await ask.remove({ organizationId, webhookId: id });
  await expect(ask.remove({ organizationId, webhookId: id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
