import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import type { TestPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES } from '#domain/permissions';
import { changeProjectState } from '#features/projects';
import { openBarrier } from '#platform/postgres/barrier';
import { connectNotifications } from '#platform/postgres/notifications';
import { createApiKey, createOrganizationApiKey } from './create-api-key.ts';
import { ensureInitialProject } from './ensure-initial-project.ts';
import { eraseProject } from './erase-project.ts';
import { forgetKeysOfProject } from './forget-keys.ts';
import { createKeyAuthenticator } from './key-authenticator.ts';
import type { KeyAuthenticator } from './key-authenticator.ts';
import { openKeyCache } from './key-cache.ts';
import type { KeyPair } from './key-pair.ts';
import { listApiKeys, listOrganizationApiKeys } from './list-api-keys.ts';
import { keyActor, openKey } from './open-key.ts';
import { revokeApiKey, revokeOrganizationApiKey } from './revoke-api-key.ts';

const clock = testClock();
let stores: TestEngines;
let people: TestPeople;
let keys: KeyAuthenticator;
beforeAll(async () => {
  stores = await testEngines(clock);
  people = testPeople(stores.engines);
  keys = await createKeyAuthenticator(stores.engines);
});
afterAll(async () => {
  await keys[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

const basic = ({ publicKey, secretKey }: KeyPair) =>
  `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;
const wrongPair = {
  code: 'unauthenticated',
  message: "Invalid credentials. Confirm that you've configured the correct host.",
};
const wrongPublicKey = {
  code: 'unauthenticated',
  message: "Invalid public key. Confirm that you've configured the correct host.",
};

async function projectWithKey() {
  const made = await people.newOrganization();
  const ctx = await people.project(made.owner, made.projectId);
  return { ...made, ctx, key: await createApiKey(ctx, { note: 'ci' }) };
}

test('a pair opens its project, and the public half alone only sends scores', async () => {
  const { organizationId, projectId, key } = await projectWithKey();
  const identity = await keys.authenticate(basic(key));
  expect(identity).toEqual({
    keyId: key.id,
    publicKey: key.publicKey,
    scope: 'project',
    organizationId,
    projectId,
    projectStatus: 'ACTIVE',
    purgeAfter: null,
  });
  const opened = openKey(identity);
  expect(opened).toMatchObject({
    organizationId,
    projectId,
    actor: { kind: 'api-key', id: key.id, name: key.publicKey },
  });
  expect(opened.actor.may('telemetry:write')).toBe(true);
  expect(opened.actor.may('apiKeys:write')).toBe(false);
  const bearer = await keys.authenticate(`Bearer ${key.publicKey}`);
  expect(bearer).toMatchObject({ scope: 'public', projectId });
  expect(keyActor(bearer).may('scores:write')).toBe(true);
  expect(keyActor(bearer).may('traces:read')).toBe(false);
});

test('a wrong secret, an unknown key and a pair of two halves of different keys are refused alike', async () => {
  const a = await projectWithKey();
  const b = await projectWithKey();
  const swapped = { publicKey: a.key.publicKey, secretKey: b.key.secretKey };
  for (const pair of [swapped, { ...a.key, secretKey: 'sk-tm-wrong' }, { ...a.key, publicKey: 'pk-tm-unknown' }]) {
    await expect(keys.authenticate(basic(pair))).rejects.toMatchObject(wrongPair);
  }
  await expect(keys.authenticate(basic({ ...a.key, publicKey: 'pk\u0000' }))).rejects.toMatchObject(wrongPair);
  await expect(keys.authenticate('Bearer pk-tm-unknown')).rejects.toMatchObject(wrongPublicKey);
  await expect(keys.authenticate(`Bearer ${a.key.secretKey}`)).rejects.toMatchObject(wrongPublicKey);
  await expect(keys.authenticate(undefined)).rejects.toMatchObject({ message: 'No authorization header' });
});

test('a key of an organization opens the organization, no project, and not as a bearer', async () => {
  const { owner, organizationId } = await people.newOrganization();
  const ctx = await people.organization(owner, organizationId);
  const key = await createOrganizationApiKey(ctx, {});
  const identity = await keys.authenticate(basic(key));
  expect(identity).toMatchObject({ scope: 'organization', organizationId, projectId: null, projectStatus: null });
  expect(() => openKey(identity)).toThrow('Project ID not found for API token. Are you using an organization key?');
  await expect(keys.authenticate(`Bearer ${key.publicKey}`)).rejects.toMatchObject({
    code: 'unauthenticated',
    message: 'Unauthorized: Cannot use organization key with bearer auth',
  });
  expect(await listOrganizationApiKeys(ctx, {})).toMatchObject([{ id: key.id }]);
  await revokeOrganizationApiKey(ctx, { apiKeyId: key.id });
  await expect(keys.authenticate(basic(key))).rejects.toMatchObject(wrongPair);
});

test('the secret is shown once: neither the list, nor the database, nor the audit log has it', async () => {
  const { ctx, key, owner } = await projectWithKey();
  expect(await listApiKeys(ctx, {})).toMatchObject([
    { id: key.id, publicKey: key.publicKey, note: 'ci', createdBy: owner.email, lastUsedAt: null },
  ]);
  expect(key.displaySecretKey).toBe(`sk-tm-…${key.secretKey.slice(-4)}`);
  const { db } = stores.engines;
  const everything = JSON.stringify([
    await listApiKeys(ctx, {}),
    await db.selectFrom('api_keys').selectAll().execute(),
    await db.selectFrom('audit_log').selectAll().execute(),
  ]);
  expect(everything).not.toContain(key.secretKey);
  expect(everything).toContain('apiKey.create');
});

test('a given pair works as it is and cannot be taken twice, by either half', async () => {
  const { ctx } = await projectWithKey();
  const pair = {
    publicKey: 'pk-lf-11111111-2222-4333-8444-555555555555',
    secretKey: 'sk-lf-aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  };
  await createApiKey(ctx, { pair });
  expect(await keys.authenticate(basic(pair))).toMatchObject({ projectId: ctx.projectId });
  for (const again of [pair, { ...pair, publicKey: 'pk-lf-other-one' }, { ...pair, secretKey: 'sk-lf-other-one' }]) {
    await expect(createApiKey(ctx, { pair: again })).rejects.toMatchObject({ code: 'conflict' });
  }
});

test('a key that was asked for before it existed works as soon as it does', async () => {
  const { ctx } = await projectWithKey();
  const pair = { publicKey: 'pk-lf-too-early', secretKey: 'sk-lf-too-early' };
  for (let n = 0; n < 3; n += 1) await expect(keys.authenticate(basic(pair))).rejects.toMatchObject(wrongPair);
  await createApiKey(ctx, { pair });
  await expect
    .poll(
      () =>
        keys.authenticate(basic(pair)).then(
          () => true,
          () => false,
        ),
      { timeout: 1000 },
    )
    .toBe(true);
});

test('a revoked key is refused by the time the revocation has answered, however busy the key is', async () => {
  for (let round = 0; round < 20; round += 1) {
    const { ctx, key } = await projectWithKeyOf(round);
    let busy = true;
    const traffic = Array.from({ length: 4 }, async () => {
      while (busy) {
        await keys.authenticate(basic(key)).catch(() => undefined);
        await nextTurn();
      }
    });
    await keys.authenticate(basic(key));
    clock.advance(SETTLED_MS);
    await keys.authenticate(basic(key));
    await revokeApiKey(ctx, { apiKeyId: key.id });
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => keys.authenticate(basic(key))));
    busy = false;
    await Promise.all(traffic);
    expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
  }
});

/** After this a new key is in the cache. */
const SETTLED_MS = 2_001;

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

let busyProject: Awaited<ReturnType<typeof projectWithKey>> | undefined;
async function projectWithKeyOf(round: number) {
  busyProject ??= await projectWithKey();
  return { ctx: busyProject.ctx, key: await createApiKey(busyProject.ctx, { note: `round ${round}` }) };
}

test('a key revoked in one process is refused by another, with its own cache, when the revocation has answered', async () => {
  await using other = await testEnginesOnSameDatabase();
  const { ctx, key } = await projectWithKey();
  await other.keys.authenticate(basic(key));
  clock.advance(SETTLED_MS);
  await other.keys.authenticate(basic(key));
  await revokeApiKey(ctx, { apiKeyId: key.id });
  await expect(other.keys.authenticate(basic(key))).rejects.toMatchObject(wrongPair);
});

test('E01: keys of a marked project, busy in four processes, let nobody in who begins after the mark has answered', async () => {
  const processes = await Promise.all(Array.from({ length: 4 }, testEnginesOnSameDatabase));
  const { key, projectId } = await projectWithKey();
  const { db } = stores.engines;
  let answered = false;
  let stop = false;
  const letIn = { before: 0, after: 0 };
  const traffic = processes.flatMap(({ keys: own }) =>
    Array.from({ length: 3 }, async () => {
      while (!stop) {
        const began = answered ? 'after' : 'before';
        const identity = await own.authenticate(basic(key)).catch(() => null);
        if (identity?.projectStatus === 'ACTIVE') letIn[began] += 1;
        await nextTurn();
      }
    }),
  );
  await expect.poll(() => letIn.before).toBeGreaterThan(200);
  clock.advance(SETTLED_MS);
  const set = { kind: 'marked', deletionId: 'd', requestedBy: null, reason: 'E01', graceDays: 7 } as const;
  await changeProjectState(db, { projectId, from: ['ACTIVE'], to: 'PENDING_DELETION', set });
  await forgetKeysOfProject(stores.engines, projectId);
  answered = true;
  await Promise.all(
    processes.flatMap(({ keys: own }) => Array.from({ length: 50 }, () => own.authenticate(basic(key)))),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  stop = true;
  await Promise.all(traffic);
  expect(letIn.after).toBe(0);
  for (const process of processes) await process[Symbol.asyncDispose]();
});

test('E04: a key that is used all the time is asked for again, and no use makes it last longer', async () => {
  let loads = 0;
  const load = async () => ({ organizationId: 'o', projectId: 'p', load: (loads += 1) });
  const barrier = { leased: true, on: () => () => undefined };
  using cache = await openKeyCache({ ...stores.engines, barrier, load });
  const usedFor = (seconds: number) =>
    Array.from({ length: seconds }, (_, second) => second).reduce<Promise<void>>(
      (before) =>
        before.then(async () => {
          clock.advance(1000);
          await cache.get('pk');
        }),
      cache.get('pk').then(() => undefined),
    );
  await usedFor(9);
  expect(loads).toBe(1);
  await usedFor(51);
  expect(loads).toBeGreaterThan(2);
});

test('a read of a key that was under way while its project was marked does not bring the key back', async () => {
  const { barrier } = stores.engines;
  let status = 'ACTIVE';
  let release = () => undefined as void;
  const load = async () => {
    const read = { organizationId: 'o', projectId: 'raced', status };
    if (status === 'ACTIVE') await new Promise<void>((resolve) => void (release = resolve));
    return read;
  };
  using cache = await openKeyCache({ ...stores.engines, load });
  const underWay = cache.get('pk-raced');
  status = 'PENDING_DELETION';
  await barrier.raise('api_keys_changed', 'project:raced');
  release();
  expect(await underWay).toMatchObject({ status: 'ACTIVE' });
  expect(await cache.get('pk-raced')).toMatchObject({ status: 'PENDING_DELETION' });
});

test('E03: a process that nobody waits for any more goes by the database alone, and by nothing while that is away', async () => {
  let leased = true;
  let reads: 'count' | 'fail' = 'count';
  let loads = 0;
  const load = async () => {
    loads += 1;
    if (reads === 'fail') throw new Error('connection refused');
    return { organizationId: 'o', projectId: 'p' };
  };
  const barrier = {
    get leased() {
      return leased;
    },
    on: () => () => undefined,
  };
  using cache = await openKeyCache({ ...stores.engines, barrier, load });
  await cache.get('pk');
  await cache.get('pk');
  expect(loads).toBe(1);
  leased = false;
  await cache.get('pk');
  expect(loads).toBe(2);
  reads = 'fail';
  await expect(cache.get('pk')).rejects.toThrow('connection refused');
});

/** A second process of the same instance: its own notifications and cache over the same database. */
async function testEnginesOnSameDatabase() {
  const { log, db } = stores.engines;
  const notifications = await connectNotifications({ url: stores.postgresUrl, clock, log });
  const barrier = await openBarrier({ db, notifications, clock, log });
  const otherKeys = await createKeyAuthenticator({ ...stores.engines, notifications, barrier });
  return {
    keys: otherKeys,
    notifications,
    async [Symbol.asyncDispose]() {
      await otherKeys[Symbol.asyncDispose]();
      await barrier[Symbol.asyncDispose]();
      await notifications[Symbol.asyncDispose]();
    },
  };
}

const cutNotifications = () =>
  stores.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'tidemark notifications' AND datname = current_database()`,
  );

test('a key revoked while a process could not hear of it is refused by that process', async () => {
  await using other = await testEnginesOnSameDatabase();
  const { ctx, key } = await projectWithKey();
  await other.keys.authenticate(basic(key));
  clock.advance(SETTLED_MS);
  await other.keys.authenticate(basic(key));
  await cutNotifications();
  await revokeApiKey(ctx, { apiKeyId: key.id });
  await expect
    .poll(
      () =>
        other.keys.authenticate(basic(key)).then(
          () => false,
          () => true,
        ),
      { timeout: 1000, interval: 5 },
    )
    .toBe(true);
  await expect.poll(() => other.notifications.connected, { timeout: 5000 }).toBe(true);
  await expect(other.keys.authenticate(basic(key))).rejects.toMatchObject(wrongPair);
  await expect.poll(() => stores.engines.notifications.connected, { timeout: 5000 }).toBe(true);
});

test('while the database is down a known key works for as long as others wait for this process, then nobody can tell', async () => {
  const { key } = await projectWithKey();
  let down = false;
  const { db } = stores.engines;
  const failing = new Proxy(db, {
    get(target, property) {
      if (down && property === 'selectFrom') throw new Error('connection refused');
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const deaf = { ...stores.engines.notifications, connected: false, listen: async () => () => undefined };
  await using authenticator = await createKeyAuthenticator({ ...stores.engines, db: failing, notifications: deaf });
  await expect.poll(() => stores.engines.barrier.leased, { timeout: 10_000 }).toBe(true);
  await authenticator.authenticate(basic(key));
  down = true;
  await expect(authenticator.authenticate(basic(key))).resolves.toMatchObject({ keyId: key.id });
  clock.advance(10_000);
  await expect(authenticator.authenticate(basic(key))).rejects.toMatchObject({
    code: 'unavailable',
    message: 'Service Unavailable',
  });
});

test('an expired key is refused, also from the cache, and a key cannot be made to expire in the past', async () => {
  const { ctx } = await projectWithKey();
  const expiresAt = new Date(clock.nowMs() + 10_000).toISOString();
  const key = await createApiKey(ctx, { expiresAt });
  await keys.authenticate(basic(key));
  clock.advance(10_001);
  await expect(keys.authenticate(basic(key))).rejects.toMatchObject(wrongPair);
  await expect(createApiKey(ctx, { expiresAt })).rejects.toMatchObject({ code: 'invalid' });
});

test('keys stop with their project, whoever changes its state', async () => {
  const { key, projectId } = await projectWithKey();
  const state = async (status: string, answer: unknown) => {
    await stores.engines.db.updateTable('projects').set({ status }).where('id', '=', projectId).execute();
    const outcome = () =>
      keys.authenticate(basic(key)).then(
        ({ projectStatus }) => projectStatus,
        ({ code }) => code,
      );
    await expect.poll(outcome, { timeout: 1000, interval: 5 }).toBe(answer);
  };
  await state('ACTIVE', 'ACTIVE');
  await state('DISABLED', 'DISABLED');
  await state('PENDING_DELETION', 'PENDING_DELETION');
  await state('ACTIVE', 'ACTIVE');
  await state('PURGING', 'unauthenticated');
});

test('the last use is noted, at most once a minute', async () => {
  const { ctx, key } = await projectWithKey();
  const lastUsed = async () => (await listApiKeys(ctx, {}))[0]?.lastUsedAt ?? null;
  expect(await lastUsed()).toBeNull();
  await keys.authenticate(basic(key));
  await expect.poll(lastUsed).not.toBeNull();
  const first = await lastUsed();
  clock.advance(30_000);
  await keys.authenticate(basic(key));
  clock.advance(31_000);
  expect(await lastUsed()).toBe(first);
  await keys.authenticate(basic(key));
  await expect.poll(lastUsed).not.toBe(first);
});

test('roles: members see keys, owners and admins make and revoke them, only owners those of the organization', async () => {
  const { organizationId, projectId, key } = await projectWithKey();
  for (const role of ROLES.filter((each) => each !== 'NONE')) {
    const person = await people.newMember(organizationId, role);
    const ctx = await people.project(person, projectId);
    const organization = await people.organization(person, organizationId);
    const allowed = async (attempt: Promise<unknown>) =>
      attempt.then(
        () => true,
        ({ code }) => code === 'not_found',
      );
    expect({
      list: await allowed(listApiKeys(ctx, {})),
      create: await allowed(createApiKey(ctx, {})),
      revoke: await allowed(revokeApiKey(ctx, { apiKeyId: 'no-such-key' })),
      organization: await allowed(createOrganizationApiKey(organization, {})),
    }).toEqual({
      list: role !== 'VIEWER',
      create: role === 'OWNER' || role === 'ADMIN',
      revoke: role === 'OWNER' || role === 'ADMIN',
      organization: role === 'OWNER',
    });
  }
  await expect(keys.authenticate(basic(key))).resolves.toBeDefined();
});

test('a key cannot be revoked through another project or organization', async () => {
  const a = await projectWithKey();
  const b = await projectWithKey();
  await expect(revokeApiKey(b.ctx, { apiKeyId: a.key.id })).rejects.toMatchObject({ code: 'not_found' });
  const organization = await people.organization(a.owner, a.organizationId);
  await expect(revokeOrganizationApiKey(organization, { apiKeyId: a.key.id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(keys.authenticate(basic(a.key))).resolves.toBeDefined();
  await revokeApiKey(a.ctx, { apiKeyId: a.key.id });
  await expect(revokeApiKey(a.ctx, { apiKeyId: a.key.id })).rejects.toMatchObject({ code: 'not_found' });
});

test('the first project of the settings is made once, also by two processes that start together', async () => {
  await using fresh = await testEngines();
  const { engines } = fresh;
  await engines.db.insertInto('users').values({ id: 'boss', name: 'Boss', email: 'boss@example.com' }).execute();
  const wanted = {
    ownerId: 'boss',
    projectId: 'first',
    projectName: 'Given name',
    publicKey: 'pk-lf-given',
    secretKey: 'sk-lf-given',
  };
  const results = await Promise.all([ensureInitialProject(engines, wanted), ensureInitialProject(engines, wanted)]);
  expect(results.map(({ projectId }) => projectId)).toEqual(['first', 'first']);
  expect(results.filter(({ createdKeys }) => createdKeys !== null)).toHaveLength(1);
  await using authenticator = await createKeyAuthenticator(engines);
  const pair = { publicKey: 'pk-lf-given', secretKey: 'sk-lf-given' };
  expect(await authenticator.authenticate(basic(pair))).toMatchObject({ projectId: 'first' });
});

test('without settings the first start makes up a pair, and later ones make nothing', async () => {
  await using fresh = await testEngines();
  const { engines } = fresh;
  await engines.db.insertInto('users').values({ id: 'boss', name: 'Boss', email: 'boss@example.com' }).execute();
  const first = await ensureInitialProject(engines, { ownerId: 'boss' });
  await using authenticator = await createKeyAuthenticator(engines);
  expect(first.createdKeys).not.toBeNull();
  if (first.createdKeys) {
    expect(await authenticator.authenticate(basic(first.createdKeys))).toMatchObject({ projectId: first.projectId });
  }
  expect(await ensureInitialProject(engines, { ownerId: 'boss' })).toEqual({ ...first, createdKeys: null });
});

test('erasing a project takes its keys, and only its keys', async () => {
  const gone = await projectWithKey();
  const stays = await projectWithKey();
  for (let n = 0; n < 2; n += 1)
    await eraseProject(stores.engines, { projectId: gone.projectId, db: stores.engines.db });
  await expect
    .poll(
      () =>
        keys.authenticate(basic(gone.key)).then(
          () => false,
          () => true,
        ),
      { timeout: 1000 },
    )
    .toBe(true);
  expect(await listApiKeys(gone.ctx, {})).toEqual([]);
  await expect(keys.authenticate(basic(stays.key))).resolves.toBeDefined();
});
