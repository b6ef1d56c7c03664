import { runPurges } from '#features/lifecycle';
import { createProject } from '#features/projects';
import { KEY_PERMISSIONS, ROLES, mayRole } from '#domain/permissions';
import type { ProjectCtx } from '#kernel/ctx';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testDeletion } from '@tidemark/server/testing-deletion';
import type { TestDeletion } from '@tidemark/server/testing-deletion';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import type { TestPeople, TestPerson } from '@tidemark/server/testing-people';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectNotifications } from '#platform/postgres/notifications';
import type { Notifications } from '#platform/postgres/notifications';
import { openBarrier } from '#platform/postgres/barrier';
import { DATA_FEATURES } from './features.ts';
import { appRouter } from './router.ts';
import { fillClickHouse } from './testing-clickhouse-rows.ts';
import { contentHash } from './testing-purge.ts';

let stores: TestEngines;
let people: TestPeople;
let deletion: TestDeletion;
let server: FastifyInstance & AsyncDisposable;
beforeAll(async () => {
  stores = await testEngines();
  people = testPeople(stores.engines);
  deletion = testDeletion(stores);
  server = await testServer(stores);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

interface World {
  ctx: ProjectCtx;
  owner: TestPerson;
  projectId: string;
  organizationId: string;
  authorization: string;
}

const basic = (key: { publicKey: string; secretKey: string }) =>
  `Basic ${Buffer.from(`${key.publicKey}:${key.secretKey}`).toString('base64')}`;

async function newWorld(): Promise<World> {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const ctx = await people.project(owner, projectId);
  return {
    ctx,
    owner,
    organizationId,
    projectId,
    authorization: basic(await caller(ctx).apiKeys.create({ projectId })),
  };
}

const caller = (ctx: object) => appRouter.createCaller({ open: () => Promise.resolve(ctx as never) });
const list = (authorization: string) => server.inject({ url: '/api/public/traces', headers: { authorization } });
const send = (authorization: string, on = server, traceId = 't') =>
  on.inject({
    method: 'POST',
    url: '/api/public/ingestion',
    headers: { authorization },
    payload: {
      batch: [
        {
          id: `e-${traceId}`,
          type: 'trace-create',
          timestamp: '2026-11-18T10:00:00.000Z',
          body: { id: traceId, name: 'x' },
        },
      ],
    },
  });
const refusals = async (projectId: string) => {
  const rows = await stores.engines.db
    .selectFrom('ingestion_counts')
    .select(['outcome', 'reason', 'count'])
    .where('project_id', '=', projectId)
    .where('reason', 'in', ['request', 'project_pending_deletion'])
    .orderBy('outcome')
    .execute();
  return rows.map(({ outcome, reason, count }) => `${outcome} ${reason} ${count}`);
};
const setRow = (projectId: string, change: object) =>
  stores.engines.db.updateTable('projects').set(change).where('id', '=', projectId).execute();

/** Word of keys that comes half a second late, as it does to a process that is busy. */
function lateWord(notifications: Notifications): Notifications {
  return {
    get connected() {
      return notifications.connected;
    },
    listen: (channel, listener) =>
      notifications.listen(channel, {
        onGap: () => listener.onGap(),
        onMessage: (payload) =>
          channel === 'api_keys_changed'
            ? void stores.engines.clock.sleep(500).then(() => listener.onMessage(payload))
            : listener.onMessage(payload),
      }),
    announce: (db, channel, payload) => notifications.announce(db, channel, payload),
    [Symbol.asyncDispose]: () => notifications[Symbol.asyncDispose](),
  };
}

test('E01: when the deletion has answered, no request that begins then is let in by any of four processes', async () => {
  const { ctx, authorization } = await newWorld();
  const { db, clock, log } = stores.engines;
  const stack = new AsyncDisposableStack();
  const processes: (FastifyInstance & AsyncDisposable)[] = [];
  for (let n = 0; n < 4; n += 1) {
    const notifications = lateWord(stack.use(await connectNotifications({ url: stores.postgresUrl, clock, log })));
    const barrier = stack.use(await openBarrier({ db, notifications, clock, log }));
    processes.push(stack.use(await testServer({ ...stores, engines: { ...stores.engines, notifications, barrier } })));
  }
  let answered = false;
  let stop = false;
  const taken = { before: 0, after: 0, refused: 0 };
  const traffic = processes.map(async (process) => {
    while (!stop) {
      const began = answered ? 'after' : 'before';
      const { statusCode } = await send(authorization, process);
      if (statusCode === 207) taken[began] += 1;
      else if (began === 'after') taken.refused += 1;
    }
  });
  await expect.poll(() => taken.before, { timeout: 20_000 }).toBeGreaterThan(20);
  await deletion.delete(ctx);
  answered = true;
  await expect.poll(() => taken.refused, { timeout: 20_000 }).toBeGreaterThan(20);
  stop = true;
  await Promise.all(traffic);
  expect(taken.after).toBe(0);
  await stack.disposeAsync();
});

test('E05: of what is sent while a project is marked everything that was acknowledged is there after a restore, and the rest was refused', async () => {
  const { ctx, projectId, authorization } = await newWorld();
  const acknowledged: string[] = [];
  const refused: number[] = [];
  let stop = false;
  const traffic = Array.from({ length: 4 }, async (_, sender) => {
    for (let n = 0; !stop; n += 1) {
      const id = `in-flight-${sender}-${n}`;
      const { statusCode } = await send(authorization, server, id);
      if (statusCode === 207) acknowledged.push(id);
      else refused.push(statusCode);
    }
  });
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(40);
  await deletion.delete(ctx);
  await expect.poll(() => refused.length, { timeout: 20_000 }).toBeGreaterThan(20);
  stop = true;
  await Promise.all(traffic);
  expect([...new Set(refused)]).toEqual([403]);
  await deletion.of(ctx).restore({ projectId });
  const day = { from: '2026-11-18T00:00:00.000Z', to: '2026-11-19T00:00:00.000Z' };
  const there = async () => (await caller(ctx).traces.count({ projectId, ...day })).count;
  await expect.poll(there, { timeout: 30_000, interval: 250 }).toBe(acknowledged.length);
});

test('while a project is being deleted its keys get a 403 of its own name, in the form of the protocol, and it is counted', async () => {
  const { ctx, projectId, authorization } = await newWorld();
  await deletion.delete(ctx);
  const { purge_after: purgeAfter } = await stores.engines.db
    .selectFrom('projects')
    .select('purge_after')
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow();
  const message = `This project is being deleted and takes no data. An owner can restore it until ${purgeAfter?.toISOString()}.`;
  const batch = await send(authorization);
  expect(batch.statusCode).toBe(403);
  expect(batch.json()).toMatchObject({ error: 'ProjectPendingDeletion', message });
  expect(batch.headers['retry-after']).toBeUndefined();
  const otlp = (contentType: string) =>
    server.inject({
      method: 'POST',
      url: '/api/public/otel/v1/traces',
      headers: { authorization, 'content-type': contentType },
      payload: contentType.includes('json') ? '{"resourceSpans":[]}' : Buffer.from([]),
    });
  const json = await otlp('application/json');
  expect([json.statusCode, json.json<{ message: string }>().message]).toEqual([403, message]);
  const protobuf = await otlp('application/x-protobuf');
  expect([protobuf.statusCode, protobuf.headers['content-type']]).toEqual([403, 'application/x-protobuf']);
  expect(protobuf.body).toContain(message);
  expect((await list(authorization)).statusCode).toBe(403);
  await expect.poll(() => refusals(projectId)).toEqual(['received request 3', 'refused project_pending_deletion 3']);
  for (const status of ['PURGING', 'VERIFYING', 'PURGE_BLOCKED', 'PURGED']) {
    await setRow(projectId, { status });
    await expect.poll(async () => (await send(authorization)).statusCode).toBe(401);
  }
});

test('a disabled project is read and takes nothing, and enabling it lets data in again', async () => {
  const { ctx, projectId, authorization } = await newWorld();
  expect(await caller(ctx).lifecycle.setProjectEnabled({ projectId, enabled: false })).toEqual({
    state: 'DISABLED',
    changed: true,
  });
  expect((await list(authorization)).statusCode).toBe(200);
  const refused = await send(authorization);
  expect([refused.statusCode, refused.json<{ error: string }>().error]).toEqual([403, 'ProjectDisabled']);
  await caller(ctx).lifecycle.setProjectEnabled({ projectId, enabled: true });
  expect((await send(authorization)).statusCode).toBe(207);
});

/** What a deletion and its restore write themselves. */
const OWN_TRACES = ['projects', 'audit_log', 'outbox'];

test('E07: a restore within grace brings back exactly what there was, with the keys, and says so', async () => {
  const { ctx, owner, projectId, authorization } = await newWorld();
  await fillClickHouse(stores.engines.ch, projectId);
  await setRow(projectId, { metadata: JSON.stringify({ team: 'a' }), retention_days: 30 });
  await stores.engines.blob.put(`projects/${projectId}/segments/kept`, Buffer.from('bytes'));
  await list(authorization);
  const usedAt = () =>
    stores.engines.db
      .selectFrom('api_keys')
      .select('last_used_at')
      .where('project_id', '=', projectId)
      .executeTakeFirst();
  await expect.poll(async () => (await usedAt())?.last_used_at).not.toBeNull();
  const before = await contentHash(stores, projectId, { except: OWN_TRACES });
  await deletion.delete(ctx);
  expect((await send(authorization)).statusCode).toBe(403);
  const ofOwner = await people.project(owner, projectId, { alsoDeleted: true });
  const restored = await deletion.of(ofOwner).restore({ projectId });
  expect(restored).toMatchObject({ state: 'ACTIVE', name: 'First project', renamedFrom: null, newKeys: null });
  await expect.poll(() => refusals(projectId)).toHaveLength(2);
  await stores.pool.query('DELETE FROM ingestion_counts WHERE project_id = $1 AND reason IN ($2, $3)', [
    projectId,
    'request',
    'project_pending_deletion',
  ]);
  expect(await contentHash(stores, projectId, { except: OWN_TRACES })).toBe(before);
  expect((await send(authorization)).statusCode).toBe(207);
  const row = await caller(ctx).projects.get({ projectId });
  expect(row).toMatchObject({ status: 'ACTIVE', metadata: { team: 'a' }, retentionDays: 30 });
  const actions = await stores.engines.db
    .selectFrom('audit_log')
    .select('action')
    .where('project_id', '=', projectId)
    .execute();
  expect(actions.map(({ action }) => action)).toEqual(expect.arrayContaining(['project.restored', 'apiKeys.resumed']));
});

test('E07: keys are replaced when the restorer asks for that: the old ones stay out, the new one is shown once', async () => {
  const { ctx, projectId, authorization } = await newWorld();
  await deletion.delete(ctx);
  const { newKeys } = await deletion.of(ctx).restore({ projectId, newKeys: true });
  expect((await send(authorization)).statusCode).toBe(401);
  expect((await send(basic(newKeys ?? { publicKey: '', secretKey: '' }))).statusCode).toBe(207);
});

test('E07: a name that was taken meanwhile gets a suffix and the answer says so; a disabled project comes back disabled', async () => {
  const { ctx, owner, organizationId, projectId } = await newWorld();
  await caller(ctx).lifecycle.setProjectEnabled({ projectId, enabled: false });
  await deletion.delete(ctx);
  const organization = await people.organization(owner, organizationId);
  await createProject(organization, { name: 'First project' });
  await createProject(organization, { name: 'First project (restored)' });
  expect(await deletion.of(ctx).restore({ projectId })).toMatchObject({
    state: 'DISABLED',
    name: 'First project (restored 2)',
    renamedFrom: 'First project',
  });
});

test('E08: of many restores at once one brings the project back, and it is told once', async () => {
  const { ctx, projectId } = await newWorld();
  await deletion.delete(ctx);
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => deletion.of(ctx).restore({ projectId })));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const told = await stores.engines.db
    .selectFrom('outbox')
    .select('payload')
    .where('project_id', '=', projectId)
    .execute();
  expect(told.filter(({ payload }) => JSON.stringify(payload).includes('First project is back'))).toHaveLength(1);
});

test('E09: once the removal has begun a restore conflicts, and once all is gone it is gone, with the certificate to look at', async () => {
  const { ctx, owner, organizationId, projectId } = await newWorld();
  await deletion.delete(ctx);
  for (const status of ['PURGING', 'VERIFYING', 'PURGE_BLOCKED']) {
    await setRow(projectId, { status });
    await expect(deletion.of(ctx).restore({ projectId })).rejects.toMatchObject({ cause: { httpStatus: 409 } });
  }
  await setRow(projectId, { status: 'PENDING_DELETION', purge_after: new Date(Date.parse('2026-01-01')) });
  await expect
    .poll(
      async () => {
        await runPurges(stores.engines, DATA_FEATURES, { listLimit: 10, concurrency: 1 });
        await stores.pool.query('UPDATE project_purges SET next_attempt_at = now()');
        return stores.engines.db.selectFrom('projects').select('id').where('id', '=', projectId).executeTakeFirst();
      },
      { timeout: 60_000 },
    )
    .toBeUndefined();
  const opening = people.project(owner, projectId, { alsoDeleted: true });
  await expect(opening).rejects.toMatchObject({
    httpStatus: 410,
    details: { certificateId: expect.any(String) as string },
  });
  const stranger = people.project(await people.newPerson(), projectId, { alsoDeleted: true });
  await expect(stranger).rejects.toMatchObject({ httpStatus: 404 });
  const viewer = people.project(await people.newMember(organizationId, 'VIEWER'), projectId, { alsoDeleted: true });
  await expect(viewer).rejects.toMatchObject({ httpStatus: 404 });
  const told = await stores.engines.db.selectFrom('outbox').selectAll().where('project_id', 'is', null).execute();
  expect(JSON.stringify(told)).toContain('was removed for good');
});

test('E12: a project whose deleter has lost the right to is given back before its removal, and everybody is told', async () => {
  const { ctx, owner, organizationId, projectId, authorization } = await newWorld();
  const heir = await people.newMember(organizationId, 'OWNER');
  await deletion.delete(ctx);
  await stores.engines.db
    .updateTable('organization_members')
    .set({ role: 'MEMBER' })
    .where('user_id', '=', owner.id)
    .execute();
  await setRow(projectId, { purge_after: new Date(Date.parse('2026-01-01')) });
  await runPurges(stores.engines, DATA_FEATURES, { listLimit: 10, concurrency: 1 });
  expect(await caller(await people.project(heir, projectId)).projects.get({ projectId })).toMatchObject({
    status: 'ACTIVE',
  });
  expect((await send(authorization)).statusCode).toBe(207);
  const told = await stores.engines.db.selectFrom('outbox').selectAll().where('project_id', '=', projectId).execute();
  expect(told.filter(({ payload }) => JSON.stringify(payload).includes('may no longer do so'))).toHaveLength(1);
});

test('D05: who is no owner any more between two steps cannot finish', async () => {
  const { ctx, owner, projectId } = await newWorld();
  await deletion.prove(ctx);
  await stores.engines.db
    .updateTable('organization_members')
    .set({ role: 'ADMIN' })
    .where('user_id', '=', owner.id)
    .execute();
  const now = await people.project(owner, projectId);
  const confirm = deletion.of(now).confirm({ projectId, challengeId: 'any', name: 'First project', reason: 'no use' });
  await expect(confirm).rejects.toMatchObject({ cause: { code: 'forbidden' } });
});

test('D09: a form of another page, a request without an origin and a GET delete nothing', async () => {
  const { owner, projectId } = await newWorld();
  const signIn = await people.auth.handle(
    new Request('http://localhost:3000/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
      body: JSON.stringify({ email: owner.email, password: TEST_PASSWORD }),
    }),
    '192.0.2.9',
  );
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const url = '/api/trpc/lifecycle.projectDeletion.start';
  const post = (headers: Record<string, string>, payload: object | string = { projectId }) =>
    server.inject({ method: 'POST', url, headers: { cookie, ...headers }, payload });
  const statuses = [
    (await post({ origin: 'https://evil.example' })).statusCode,
    (await post({ 'sec-fetch-site': 'cross-site' })).statusCode,
    (await post({})).statusCode,
    (
      await post(
        { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
        `projectId=${projectId}`,
      )
    ).statusCode,
    (await post({ origin: 'null', 'content-type': 'text/plain' }, JSON.stringify({ projectId }))).statusCode,
    (
      await server.inject({
        url: `${url}?input=${encodeURIComponent(JSON.stringify({ projectId }))}`,
        headers: { cookie },
      })
    ).statusCode,
  ];
  expect(statuses).toEqual([403, 403, 403, 403, 403, 405]);
  const started = await post({ origin: 'http://localhost:3000' });
  expect(started.statusCode).toBe(200);
  const challenges = await stores.engines.db
    .selectFrom('challenges')
    .select('id')
    .where('user_id', '=', owner.id)
    .execute();
  expect(challenges).toHaveLength(1);
});

test('D10: only owners delete, owners and admins restore, no key of a project does either, and to strangers there is nothing', async () => {
  const { ctx, organizationId, projectId } = await newWorld();
  await deletion.delete(ctx);
  for (const role of ROLES) {
    const person = await people.newMember(organizationId, role);
    const opened = await people.project(person, projectId, { alsoDeleted: true }).catch(() => null);
    const statusOf =
      opened &&
      (await deletion
        .of(opened)
        .status({ projectId })
        .catch(() => null));
    expect({ role, seen: statusOf !== null }).toEqual({ role, seen: mayRole(role, 'project:restore') });
    const pending = await caller(await people.organization(person, organizationId)).lifecycle.pendingProjects({
      organizationId,
    });
    expect({ role, listed: pending.length }).toEqual({ role, listed: mayRole(role, 'project:restore') ? 1 : 0 });
  }
  const stranger = await people.newPerson();
  await expect(people.project(stranger, projectId, { alsoDeleted: true })).rejects.toMatchObject({ httpStatus: 404 });
  expect(KEY_PERMISSIONS.project).not.toContain('project:delete');
  expect(KEY_PERMISSIONS.project).not.toContain('project:restore');
});

test('E14: a project that is being deleted is in no list, shell or name of the product, and its name is free', async () => {
  const { ctx, owner, organizationId, projectId } = await newWorld();
  await deletion.delete(ctx);
  const account = caller(people.account(owner));
  const organization = caller(await people.organization(owner, organizationId));
  expect(JSON.stringify(await account.accounts.me({}))).not.toContain(projectId);
  expect(JSON.stringify(await organization.projects.list({ organizationId }))).not.toContain(projectId);
  await expect(people.project(owner, projectId)).rejects.toMatchObject({ code: 'not_found' });
  const [pending] = await organization.lifecycle.pendingProjects({ organizationId });
  expect(pending).toMatchObject({
    id: projectId,
    state: 'PENDING_DELETION',
    requestedBy: owner.email,
    mayRestore: true,
  });
  await organization.projects.create({ organizationId, name: 'First project' });
});
