import { PublicProject } from '@tidemark/contract/rest/projects';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import type { TestPeople, TestPerson } from '@tidemark/server/testing-people';
import { testServer } from '@tidemark/server/testing-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CreatedApiKey } from './create-api-key.ts';

let stores: TestEngines;
let people: TestPeople;
let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  stores = await testEngines();
  people = testPeople(stores.engines);
  server = await testServer(stores);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

async function cookieFor(person: TestPerson): Promise<string> {
  const body = JSON.stringify({ email: person.email, password: TEST_PASSWORD });
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000' };
  const url = '/api/auth/sign-in/email';
  const response = await people.auth.handle(
    new Request(`http://localhost:3000${url}`, { method: 'POST', headers, body }),
    '192.0.2.4',
  );
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

interface Answer {
  status: number;
  /** What the procedure answered. */
  data: unknown;
  error: { message: string; appCode: unknown } | null;
}

/** A procedure called as the web app calls it. */
async function ask(cookie: string | null, kind: 'GET' | 'POST', path: string, input: object): Promise<Answer> {
  const headers = cookie === null ? {} : { cookie };
  const query = `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await (kind === 'GET'
    ? server.inject({ method: 'GET', url: `/api/trpc/${path}${query}`, headers })
    : server.inject({ method: 'POST', url: `/api/trpc/${path}`, headers, payload: input }));
  const body = response.json() as {
    result?: { data: unknown };
    error?: { message: string; data: { appCode?: unknown } };
  };
  const error = body.error ? { message: body.error.message, appCode: body.error.data.appCode } : null;
  return { status: response.statusCode, data: body.result?.data, error };
}

const get = (authorization?: string) =>
  server.inject({ method: 'GET', url: '/api/public/projects', headers: authorization ? { authorization } : {} });

const basic = (publicKey: string, secretKey: string) =>
  `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;

test('a person makes a key in the web app, a client checks it, the person revokes it, and the client is refused', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const cookie = await cookieFor(owner);
  const made = await ask(cookie, 'POST', 'apiKeys.create', { projectId, note: 'laptop' });
  expect(made.status).toBe(200);
  const key = made.data as CreatedApiKey;
  const checked = await get(basic(key.publicKey, key.secretKey));
  expect(checked.statusCode).toBe(200);
  expect(checked.json()).toEqual({
    data: [{ id: projectId, name: 'First project', organization: { id: organizationId, name: 'Acme' }, metadata: {} }],
  });
  expect(PublicProject.safeParse(checked.json().data[0]).success).toBe(true);
  expect((await ask(cookie, 'POST', 'apiKeys.revoke', { projectId, apiKeyId: key.id })).status).toBe(200);
  expect((await get(basic(key.publicKey, key.secretKey))).statusCode).toBe(401);
});

test('without right credentials a client gets 401 with the documented message, on a key of the wrong kind 403', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const cookie = await cookieFor(owner);
  const key = (await ask(cookie, 'POST', 'apiKeys.create', { projectId })).data as CreatedApiKey;
  const organizationKey = (await ask(cookie, 'POST', 'apiKeys.organization.create', { organizationId }))
    .data as CreatedApiKey;
  const answer = async (authorization?: string) => {
    const response = await get(authorization);
    return [response.statusCode, response.json().message];
  };
  const host = "Confirm that you've configured the correct host.";
  expect(await answer()).toEqual([401, 'No authorization header']);
  expect(await answer('Basic !!!')).toEqual([401, 'Invalid authorization header']);
  expect(await answer(basic(key.publicKey, 'sk-wrong'))).toEqual([401, `Invalid credentials. ${host}`]);
  expect(await answer('Bearer pk-wrong')).toEqual([401, `Invalid public key. ${host}`]);
  expect(await answer(`Bearer ${key.publicKey}`)).toEqual([
    403,
    'Access denied - insufficient permissions for this endpoint',
  ]);
  expect(await answer(basic(organizationKey.publicKey, organizationKey.secretKey))).toEqual([
    403,
    'Project ID not found for API token. Are you using an organization key?',
  ]);
});

test('a session cookie opens no public route, and a key opens no procedure', async () => {
  const { owner, projectId } = await people.newOrganization();
  const cookie = await cookieFor(owner);
  const key = (await ask(cookie, 'POST', 'apiKeys.create', { projectId })).data as CreatedApiKey;
  const byCookie = await server.inject({ method: 'GET', url: '/api/public/projects', headers: { cookie } });
  expect(byCookie.statusCode).toBe(401);
  const headers = { authorization: basic(key.publicKey, key.secretKey) };
  const input = encodeURIComponent(JSON.stringify({ projectId }));
  const byKey = await server.inject({ method: 'GET', url: `/api/trpc/apiKeys.list?input=${input}`, headers });
  expect(byKey.statusCode).toBe(401);
});

/** Every procedure of people and keys, with input that would be right for the owner. */
function procedures(ids: { organizationId: string; projectId: string }) {
  const { organizationId, projectId } = ids;
  return [
    ['GET', 'organizations.members.list', { organizationId }],
    ['GET', 'organizations.invitations.list', { organizationId }],
    ['POST', 'organizations.rename', { organizationId, name: 'Mine now' }],
    ['POST', 'organizations.leave', { organizationId }],
    ['POST', 'organizations.members.updateRole', { organizationId, userId: 'u', role: 'OWNER' }],
    ['POST', 'organizations.members.remove', { organizationId, userId: 'u' }],
    ['POST', 'organizations.invitations.create', { organizationId, email: 'eve@example.com', role: 'OWNER' }],
    ['POST', 'organizations.invitations.revoke', { organizationId, invitationId: 'i' }],
    ['GET', 'projects.list', { organizationId }],
    ['POST', 'projects.create', { organizationId, name: 'Planted' }],
    ['GET', 'projects.get', { projectId }],
    ['POST', 'projects.update', { projectId, name: 'Mine now' }],
    ['GET', 'projects.members.list', { projectId }],
    ['POST', 'projects.members.setRole', { projectId, userId: 'u', role: 'OWNER' }],
    ['GET', 'apiKeys.list', { projectId }],
    ['POST', 'apiKeys.create', { projectId }],
    ['POST', 'apiKeys.revoke', { projectId, apiKeyId: 'k' }],
    ['GET', 'apiKeys.organization.list', { organizationId }],
    ['POST', 'apiKeys.organization.create', { organizationId }],
    ['POST', 'apiKeys.organization.revoke', { organizationId, apiKeyId: 'k' }],
    ['GET', 'auditLog.list', { organizationId }],
    ['GET', 'auditLog.project', { projectId }],
  ] as const;
}

test('to a person of another organization every procedure says not found, and nothing is changed', async () => {
  const theirs = await people.newOrganization();
  const cookie = await cookieFor((await people.newOrganization()).owner);
  for (const [kind, path, input] of procedures(theirs)) {
    const { status, error } = await ask(cookie, kind, path, input);
    expect([path, status, error?.appCode]).toEqual([path, 404, 'not_found']);
  }
  const owner = await cookieFor(theirs.owner);
  expect((await ask(owner, 'GET', 'organizations.members.list', theirs)).data).toHaveLength(1);
  expect((await ask(owner, 'GET', 'projects.list', theirs)).data).toMatchObject([{ name: 'First project' }]);
  expect((await ask(owner, 'GET', 'apiKeys.list', theirs)).data).toEqual([]);
});

test('without a session every procedure says unauthenticated', async () => {
  const ids = await people.newOrganization();
  for (const [kind, path, input] of [...procedures(ids), ['GET', 'accounts.me', {}] as const]) {
    const { status, error } = await ask(null, kind, path, input);
    expect([path, status, error?.appCode]).toEqual([path, 401, 'unauthenticated']);
  }
});

test('a new person without any organization makes one, then a project, and finds both in the shell', async () => {
  const person = await people.newPerson();
  const cookie = await cookieFor(person);
  expect((await ask(cookie, 'GET', 'accounts.me', {})).data).toMatchObject({ email: person.email, organizations: [] });
  const organization = (await ask(cookie, 'POST', 'organizations.create', { name: 'Fresh' })).data as { id: string };
  await ask(cookie, 'POST', 'projects.create', { organizationId: organization.id, name: 'Fresh project' });
  await ask(cookie, 'POST', 'accounts.update', { name: 'Renamed' });
  expect((await ask(cookie, 'GET', 'accounts.me', {})).data).toMatchObject({
    name: 'Renamed',
    organizations: [{ name: 'Fresh', role: 'OWNER', projects: [{ name: 'Fresh project', role: 'OWNER' }] }],
  });
});

test('input that a procedure cannot take is invalid, never an internal error', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const cookie = await cookieFor(owner);
  const bad = [
    ['organizations.create', { name: '' }],
    ['organizations.rename', { organizationId, name: 'x'.repeat(101) }],
    ['organizations.invitations.create', { organizationId, email: 'not an address' }],
    ['organizations.invitations.create', { organizationId, email: 'a@example.com', role: 'KING' }],
    ['projects.create', { organizationId, name: 'ab' }],
    ['projects.create', { organizationId, name: 'nul\u0000byte' }],
    ['projects.update', { projectId, retentionDays: -1 }],
    ['apiKeys.create', { projectId, expiresAt: 'tomorrow' }],
    ['apiKeys.create', { projectId, note: 'nul\u0000byte' }],
    ['apiKeys.create', { projectId, pair: { publicKey: 'has:colon-in-it', secretKey: 'long enough' } }],
    ['apiKeys.revoke', { projectId, apiKeyId: 'nul\u0000byte' }],
    ['organizations.members.remove', { organizationId, userId: 'nul\u0000byte' }],
    ['organizations.invitations.revoke', { organizationId, invitationId: 'nul\u0000byte' }],
    ['organizations.invitations.accept', { token: '' }],
    ['accounts.update', { name: 5 }],
    ['accounts.update', { name: 'nul\u0000byte' }],
    ['projects.update', { projectId, metadata: { 'nul\u0000key': 'nul\u0000value' } }],
  ] as const;
  for (const [path, input] of bad) {
    const { status, error } = await ask(cookie, 'POST', path, input);
    expect([path, input, status, error?.appCode]).toEqual([path, input, 400, 'invalid']);
  }
  for (const id of ['nul\u0000byte', '', 'x'.repeat(65), null, 5, ['a']]) {
    expect((await ask(cookie, 'POST', 'projects.update', { projectId: id, name: 'Good name' })).status).toBe(404);
    expect((await ask(cookie, 'POST', 'organizations.rename', { organizationId: id, name: 'Good' })).status).toBe(404);
  }
});
