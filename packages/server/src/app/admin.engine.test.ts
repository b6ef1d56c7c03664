import { adminRoutes } from '@tidemark/contract/rest/admin';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import type { TestPeople, TestPerson } from '@tidemark/server/testing-people';
import { TEST_ADMIN_KEY, testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '#features/audit-log';
import { runPurges } from '#features/lifecycle';
import { findProjectState, findTombstone } from '#features/projects';
import type { AccountCtx } from '#kernel/ctx';
import { DATA_FEATURES } from './features.ts';
import { appRouter } from './router.ts';

let stores: TestEngines;
let people: TestPeople;
let server: FastifyInstance & AsyncDisposable;
let admins: Record<'first' | 'second', string>;
let ids: { organizationId: string; projectId: string };
let owner: TestPerson;

beforeAll(async () => {
  stores = await testEngines();
  people = testPeople(stores.engines);
  server = await testServer(stores);
  const first = await people.newPerson();
  const second = await people.newPerson();
  await stores.engines.db.updateTable('users').set({ instance_admin: true }).where('id', '=', second.id).execute();
  admins = { first: await cookieOf(first), second: await cookieOf(second) };
  ({ owner, ...ids } = await people.newOrganization());
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

async function cookieOf(person: TestPerson): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000' };
  const body = JSON.stringify({ email: person.email, password: TEST_PASSWORD });
  const request = new Request('http://localhost:3000/api/auth/sign-in/email', { method: 'POST', headers, body });
  const answer = await people.auth.handle(request, '192.0.2.8');
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

type Headers = Record<string, string>;
const own = (cookie: string): Headers => ({ cookie, origin: 'http://localhost:3000' });
const KEY: Headers = { authorization: `Bearer ${TEST_ADMIN_KEY}` };

async function ask(method: string, path: string, headers: Headers, payload?: object) {
  const answer = await server.inject({
    method: method as 'GET',
    url: `/api/v1${path}`,
    headers,
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: (answer.body ? answer.json() : null) as never, text: answer.body };
}

async function newProject(): Promise<string> {
  const body = { organization_id: ids.organizationId, name: `Made ${(made += 1)}` };
  const { status, body: project } = await ask('POST', '/projects', KEY, body);
  expect(status).toBe(201);
  return (project as { id: string }).id;
}
let made = 0;

/** What the admin page asks, as the first admin. */
const asAdmin = () =>
  appRouter.createCaller({
    open: () => {
      const actor = { kind: 'user', id: 'first-admin', name: 'first@example.com', may: () => true } as const;
      const audit: AccountCtx['audit'] = (entry) => recordAudit({ ...stores.engines, actor }, entry);
      return Promise.resolve({ ...stores.engines, actor, audit } as never);
    },
  }).lifecycle.admin;

const statusOf = async (id: string) => (await findProjectState(stores.engines.db, id))?.status ?? null;

async function newDeletions(count: number, options: { daysAgo?: number; entityType?: string } = {}): Promise<string[]> {
  const { daysAgo = 0, entityType = 'trace' } = options;
  const { rows } = await stores.pool.query<{ id: string }>(
    `INSERT INTO deletions (id, organization_id, project_id, entity_type, entity_name, requested_by_kind, requested_by_id,
       requested_by_name, requested_at, state, purge_after)
     SELECT gen_random_uuid()::text, $1, $2, $3, 'thing ' || n, 'user', 'u', 'u@example.com', now() - $4 * interval '1 day',
       'HIDDEN', NULL FROM generate_series(1, $5::int) n RETURNING id`,
    [ids.organizationId, ids.projectId, entityType, daysAgo, count],
  );
  return rows.map(({ id }) => id);
}

async function isDue(id: string): Promise<boolean> {
  const { rows } = await stores.pool.query(`SELECT id FROM deletions WHERE id = $1 AND purge_after <= now()`, [id]);
  return rows.length === 1;
}

async function actions(of: string): Promise<{ action: string; actor_name: string; organization_id: string }[]> {
  const { rows } = await stores.pool.query(
    `SELECT action, actor_name, organization_id FROM audit_log WHERE entity_id = $1 ORDER BY id`,
    [of],
  );
  return rows as never;
}

test('H01: every admin route is open to admins of the instance and its admin key, and to nobody else', async () => {
  const member = await people.newMember(ids.organizationId, 'MEMBER');
  const scope = await people.project(owner, ids.projectId);
  expect(scope.actor.may('project:delete')).toBe(true);
  const callers: [string, Headers, number | null][] = [
    ['nobody', {}, 401],
    ['a wrong admin key', { authorization: `Bearer ${TEST_ADMIN_KEY}x` }, 401],
    ['a key pair', { authorization: `Basic ${Buffer.from(`pk:${TEST_ADMIN_KEY}`).toString('base64')}` }, 401],
    ['the owner of an organization', own(await cookieOf(owner)), 403],
    ['a member', own(await cookieOf(member)), 403],
    ['an admin by a foreign page', { cookie: admins.first, origin: 'https://evil.example' }, 403],
    ['the admin key', KEY, null],
    ['an admin', own(admins.first), null],
  ];
  for (const { method, path, id } of Object.values(adminRoutes)) {
    const url = path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, 'nothing');
    for (const [caller, headers, refused] of callers) {
      const { status, text } = await ask(
        method,
        url,
        headers,
        method === 'GET' ? undefined : { reason: 'x', name: 'x' },
      );
      if (refused !== null) expect(status, `${id} by ${caller}: ${text}`).toBe(refused);
      else expect([200, 201, 204, 400, 404], `${id} by ${caller}: ${text}`).toContain(status);
    }
  }
});

test('D09: a change by an admin’s cookie that does not say which page it is from is refused', async () => {
  const id = await newProject();
  expect((await ask('DELETE', `/projects/${id}`, { cookie: admins.first })).status).toBe(403);
  expect(await statusOf(id)).toBe('ACTIVE');
});

test('a project is made, read, renamed, deleted softly and restored, each on record under its organization', async () => {
  const id = await newProject();
  expect((await ask('PUT', `/projects/${id}`, KEY, { name: 'Renamed once' })).body).toMatchObject({
    name: 'Renamed once',
  });
  expect((await ask('DELETE', `/projects/${id}`, KEY)).status).toBe(204);
  expect((await ask('DELETE', `/projects/${id}`, KEY)).status).toBe(409);
  expect((await ask('GET', `/projects/${id}`, KEY)).body).toMatchObject({ status: 'PENDING_DELETION' });
  const listed = async (query: string) =>
    ((await ask('GET', `/projects?limit=200${query}`, KEY)).body as { data: { id: string }[] }).data.map(
      (one) => one.id,
    );
  expect(await listed('')).not.toContain(id);
  expect(await listed('&include_deleted=true')).toContain(id);
  const trash = (await ask('GET', '/admin/deleted-entities?entity_type=projects', KEY)).body as { data: object[] };
  expect(trash.data).toContainEqual(expect.objectContaining({ id, entityType: 'projects', state: 'PENDING_DELETION' }));
  expect((await ask('POST', `/admin/projects/${id}/restore`, KEY)).body).toMatchObject({ state: 'ACTIVE' });
  const record = await actions(id);
  expect(record.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['admin.project_created', 'project.deletion_requested', 'project.restored']),
  );
  expect(new Set(record.map((one) => one.organization_id))).toEqual(new Set([ids.organizationId]));
});

test('D07: a legal hold keeps a project from being deleted by anybody, until it is lifted', async () => {
  const id = await newProject();
  await ask('POST', `/admin/projects/${id}/legal-hold`, KEY, { reason: 'case 12' });
  const refused = await ask('POST', `/admin/projects/${id}/mark-for-deletion`, KEY, { reason: 'x' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('legal_hold');
  expect((await ask('POST', `/admin/projects/${id}/purge-now`, KEY, { reason: 'x' })).status).toBe(409);
  await ask('POST', `/admin/projects/${id}/legal-hold`, KEY, { reason: null });
  expect((await ask('POST', `/admin/projects/${id}/mark-for-deletion`, KEY, { reason: 'x' })).status).toBe(200);
});

test('F29: a project is removed at once only when two different admins ask for it; the record names both', async () => {
  const id = await newProject();
  const order = (headers: Headers, how = 'DELETE') =>
    how === 'DELETE'
      ? ask('DELETE', `/admin/projects/${id}/permanent`, headers, { reason: 'by law' })
      : ask('POST', `/admin/projects/${id}/purge-now`, headers, { reason: 'by law' });
  for (const again of [1, 2])
    expect((await order(own(admins.first))).body, `${again}`).toMatchObject({ status: 'waiting for a second admin' });
  expect(await statusOf(id)).toBe('ACTIVE');
  expect((await order(own(admins.second), 'POST')).body).toMatchObject({ status: 'due' });
  expect(await statusOf(id)).toBe('PENDING_DELETION');
  await runPurges(stores.engines, DATA_FEATURES, { listLimit: 10, concurrency: 1 });
  expect(await findTombstone(stores.engines.db, id)).not.toBeNull();
  const record = (await actions(id)).filter(({ action }) => action.startsWith('project.purge_'));
  expect(record.map(({ action }) => action).slice(0, 3)).toEqual([
    'project.purge_asked',
    'project.purge_asked',
    'project.purge_ordered',
  ]);
  expect(new Set(record.slice(0, 3).map((one) => one.actor_name)).size).toBe(2);
  expect((await order(KEY)).status).toBe(404);
}, 240_000);

test('F29: a request of yesterday confirms nothing', async () => {
  const id = await newProject();
  await ask('POST', `/admin/projects/${id}/purge-now`, own(admins.first), { reason: 'x' });
  await stores.pool.query(`UPDATE admin_requests SET expires_at = now() WHERE target = $1`, [id]);
  const late = await ask('POST', `/admin/projects/${id}/purge-now`, own(admins.second), { reason: 'x' });
  expect(late.body).toMatchObject({ status: 'waiting for a second admin' });
});

test('F29: who was made an admin within the last day neither asks for a removal at once nor confirms one', async () => {
  const id = await newProject();
  const order = (headers: Headers) =>
    ask('POST', `/admin/projects/${id}/purge-now`, headers, { reason: 'for the occasion' });
  const made = await people.newPerson();
  await asAdmin().setAdmin({ email: made.email, admin: true, reason: 'helps out' });
  expect((await order(own(admins.first))).body).toMatchObject({ status: 'waiting for a second admin' });
  expect((await order(own(await cookieOf(made)))).status).toBe(412);
  expect(await statusOf(id)).toBe('ACTIVE');
  await stores.pool.query(`UPDATE users SET instance_admin_since = now() - interval '25 hours' WHERE id = $1`, [
    made.id,
  ]);
  expect((await order(own(await cookieOf(made)))).body).toMatchObject({ status: 'due' });
  await asAdmin().setAdmin({ email: made.email, admin: false, reason: 'has helped' });
  expect((await actions(made.id)).map(({ action }) => action)).toEqual([
    'admin.instance_admin_made',
    'admin.instance_admin_ended',
  ]);
});

test('an instance keeps one admin, and makes one only of somebody who has confirmed an address', async () => {
  const set = (email: string, admin: boolean) => asAdmin().setAdmin({ email, admin, reason: 'x' });
  const unproven = await people.newPerson();
  await stores.engines.db.updateTable('users').set({ email_verified: false }).where('id', '=', unproven.id).execute();
  await expect(set(unproven.email, true)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
  await expect(set('nobody@example.com', true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const [first, ...others] = await asAdmin().admins({});
  await expect(set(first?.email ?? '', true)).rejects.toMatchObject({ code: 'CONFLICT' });
  for (const { email } of others) await set(email, false);
  await expect(set(first?.email ?? '', false)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
  for (const { email } of others) await set(email, true);
  await stores.engines.db.updateTable('users').set({ instance_admin_since: null }).execute();
});

test('F05: a blocked removal is counted, says why and when it is tried, and an admin has it tried at once', async () => {
  const id = await newProject();
  await stores.pool.query(`UPDATE projects SET status = 'PURGE_BLOCKED', epoch = epoch + 1 WHERE id = $1`, [id]);
  await stores.pool.query(
    `INSERT INTO project_purges (project_id, organization_id, attempts, last_error, step, next_attempt_at)
     VALUES ($1, $2, 4, 'the disk is read-only', 'remove', now() + interval '1 hour')`,
    [id, ids.organizationId],
  );
  const { purges } = await asAdmin().stats({});
  expect(purges.blocked).toBe(1);
  const row = purges.lastErrors.find(({ projectId }) => projectId === id);
  expect(row).toMatchObject({ attempts: 4, error: 'the disk is read-only', step: 'remove' });
  expect(Date.parse(row?.nextAttemptAt ?? '')).toBeGreaterThan(Date.now() + 3_000_000);
  await asAdmin().retryPurge({ id });
  await expect(asAdmin().retryPurge({ id })).rejects.toMatchObject({ code: 'CONFLICT' });
  await runPurges(stores.engines, DATA_FEATURES, { listLimit: 10, concurrency: 1 });
  expect(await findTombstone(stores.engines.db, id)).not.toBeNull();
  expect((await actions(id)).map(({ action }) => action)).toContain('project.purge_retried');
}, 240_000);

test('F27: a clean-up does what its dry run showed or nothing: not twice, not with an old hash, not too much, not for another kind of id', async () => {
  const old = await newDeletions(3, { daysAgo: 100 });
  const young = await newDeletions(2, { daysAgo: 10 });
  const clean = (query: string) => ask('POST', `/admin/cleanup-old-deletions?${query}`, KEY);
  const dry = await clean('days_old=90');
  const { hash } = dry.body as { hash: string };
  expect(dry.body).toMatchObject({ dryRun: true, count: 3 });
  expect((await clean('days_old=90')).body).toEqual(dry.body);
  expect(await isDue(old[0] ?? '')).toBe(false);

  expect((await clean('days_old=90&dry_run=false')).status).toBe(409);
  await newDeletions(1, { daysAgo: 100 });
  expect((await clean(`days_old=90&dry_run=false&hash=${hash}`)).status).toBe(409);
  expect(await isDue(old[0] ?? '')).toBe(false);
  expect((await clean(`organization_id=${ids.projectId}`)).status).toBe(404);

  const fresh = (await clean('days_old=90')).body as { hash: string };
  expect((await clean(`days_old=90&dry_run=false&hash=${fresh.hash}`)).status).toBe(200);
  expect(await Promise.all(old.map(isDue))).toEqual([true, true, true]);
  expect(await Promise.all(young.map(isDue))).toEqual([false, false]);

  await newDeletions(501, { daysAgo: 200, entityType: 'score' });
  expect((await clean('entity_type=score')).status).toBe(409);
});

test('an operation is removed for good only under its own type, and only with a reason', async () => {
  const [id = ''] = await newDeletions(1);
  expect((await ask('DELETE', `/admin/score/${id}/permanent`, KEY, { reason: 'x' })).status).toBe(404);
  expect((await ask('DELETE', `/admin/projects/${id}/permanent`, KEY, { reason: 'x' })).status).toBe(404);
  expect((await ask('DELETE', `/admin/trace/${id}/permanent`, KEY, {})).status).toBe(400);
  expect(await isDue(id)).toBe(false);
  expect((await ask('DELETE', `/admin/trace/${id}/permanent`, KEY, { reason: 'asked by mail' })).status).toBe(200);
  expect(await isDue(id)).toBe(true);
});

test('F28: with 1,000 pending projects the statistics are right, answer within half a second, and name nobody', async () => {
  await stores.pool.query(
    `INSERT INTO projects (id, organization_id, name, status, deleted_at, deletion_id, purge_after)
     SELECT 'pending-' || n, $1, 'Secret name ' || n, 'PENDING_DELETION', now() - n * interval '1 minute', 'd' || n,
       now() + n * interval '1 hour' FROM generate_series(1, 1000) n`,
    [ids.organizationId],
  );
  const { rows } = await stores.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM projects WHERE status = 'PENDING_DELETION'`,
  );
  await ask('GET', '/admin/deletion-stats', KEY);
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const startedMs = performance.now();
    const { status, body, text } = await ask('GET', '/admin/deletion-stats', KEY);
    times.push(performance.now() - startedMs);
    expect(status).toBe(200);
    expect(text).not.toContain('Secret name');
    const { entities } = body as { entities: { entityType: string; state: string; count: number }[] };
    const pending = entities.find((one) => one.entityType === 'projects' && one.state === 'PENDING_DELETION');
    expect(pending?.count).toBe(rows[0]?.count);
  }
  expect(Math.min(...times)).toBeLessThan(500);
});
