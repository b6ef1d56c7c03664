import { purgeOrganizations } from '#features/lifecycle';
import { createProject } from '#features/projects';
import type { OrganizationCtx } from '#kernel/ctx';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testDeletion } from '@tidemark/server/testing-deletion';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import type { TestPeople, TestPerson } from '@tidemark/server/testing-people';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRouter } from './router.ts';

let stores: TestEngines;
let people: TestPeople;
let server: FastifyInstance & AsyncDisposable;
beforeAll(async () => {
  stores = await testEngines();
  people = testPeople(stores.engines);
  server = await testServer(stores);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

const caller = (ctx: object) => appRouter.createCaller({ open: () => Promise.resolve(ctx as never) });
const verbsOf = (ctx: object) => caller(ctx).lifecycle.organizationDeletion;
const rowOf = (id: string) =>
  stores.engines.db.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirst();

/** Without its project, as far as the database is concerned: a project goes by its own rules, tested elsewhere. */
async function emptyOrganization(): Promise<{ owner: TestPerson; organizationId: string; ctx: OrganizationCtx }> {
  const { owner, organizationId, projectId } = await people.newOrganization();
  await stores.engines.db.deleteFrom('projects').where('id', '=', projectId).execute();
  return { owner, organizationId, ctx: await people.organization(owner, organizationId) };
}

async function deleteOrganization({ owner, organizationId, ctx }: Awaited<ReturnType<typeof emptyOrganization>>) {
  const verbs = verbsOf(ctx);
  const { challengeId } = await verbs.start({ organizationId });
  await verbs.answer({ organizationId, challengeId, step: 'password', password: TEST_PASSWORD });
  const code = await testDeletion(stores).codeFor(owner.email);
  await verbs.answer({ organizationId, challengeId, step: 'email', code });
  return verbs.confirm({ organizationId, challengeId, name: 'Acme', reason: 'the company is no more' });
}

test('E13: an organization is not deleted while a project of it is there, active or on its way out, and all of them are named', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const ctx = await people.organization(owner, organizationId);
  const { id: pending } = await createProject(ctx, { name: 'Second project' });
  await stores.engines.db
    .updateTable('projects')
    .set({ status: 'PENDING_DELETION' })
    .where('id', '=', pending)
    .execute();
  const { reasons } = await verbsOf(ctx).preview({ organizationId });
  expect(reasons).toMatchObject([
    { code: 'projects', details: { projects: [{ id: projectId, state: 'ACTIVE' }] } },
    { code: 'projects_in_deletion', details: { projects: [{ id: pending, state: 'PENDING_DELETION' }] } },
  ]);
  await expect(verbsOf(ctx).start({ organizationId })).rejects.toMatchObject({ cause: { httpStatus: 409 } });
});

test('E13: a deleted organization is gone for everybody, its key opens nothing, and its owner takes all of it back', async () => {
  const world = await emptyOrganization();
  const { owner, organizationId, ctx } = world;
  const admin = await people.newMember(organizationId, 'ADMIN');
  const key = await caller(ctx).apiKeys.organization.create({ organizationId });
  const authorization = `Basic ${Buffer.from(`${key.publicKey}:${key.secretKey}`).toString('base64')}`;
  const askByKey = async () =>
    (await server.inject({ url: '/api/public/projects', headers: { authorization } })).statusCode;
  expect(await askByKey()).toBe(403);
  await deleteOrganization(world);
  expect(await askByKey()).toBe(401);
  for (const person of [owner, admin])
    await expect(people.organization(person, organizationId)).rejects.toMatchObject({ httpStatus: 404 });
  expect(JSON.stringify(await caller(people.account(owner)).accounts.me({}))).not.toContain(organizationId);

  const ofAdmin = verbsOf(people.account(admin));
  expect(await ofAdmin.pending({})).toEqual([]);
  await expect(ofAdmin.restore({ id: organizationId })).rejects.toMatchObject({ cause: { code: 'not_found' } });
  const ofOwner = verbsOf(people.account(owner));
  expect(await ofOwner.pending({})).toMatchObject([
    { id: organizationId, name: 'Acme', reason: 'the company is no more' },
  ]);
  await ofOwner.restore({ id: organizationId });
  await expect.poll(askByKey).toBe(403);
  expect(await caller(await people.organization(admin, organizationId)).projects.list({ organizationId })).toEqual([]);
  await expect(ofOwner.restore({ id: organizationId })).rejects.toMatchObject({ cause: { code: 'not_found' } });
});

test('E13: after its grace an organization is removed with members and keys, its audit log stays, and one that is held stops no other', async () => {
  const [held, due, early, never] = [
    await emptyOrganization(),
    await emptyOrganization(),
    await emptyOrganization(),
    await emptyOrganization(),
  ];
  for (const world of [held, due, early, never]) await deleteOrganization(world);
  const setEnd = (id: string, end: Date | null) =>
    stores.engines.db.updateTable('organizations').set({ purge_after: end }).where('id', '=', id).execute();
  await setEnd(held.organizationId, new Date(Date.parse('2026-01-01')));
  await setEnd(due.organizationId, new Date(Date.parse('2026-01-02')));
  await setEnd(never.organizationId, null);
  await stores.engines.db
    .insertInto('projects')
    .values({ id: 'late-project', organization_id: held.organizationId, name: 'Came in late' })
    .execute();
  await purgeOrganizations(stores.engines);
  expect(await rowOf(due.organizationId)).toBeUndefined();
  for (const { organizationId } of [held, early, never]) expect(await rowOf(organizationId)).toBeDefined();
  const members = await stores.engines.db
    .selectFrom('organization_members')
    .select('user_id')
    .where('organization_id', '=', due.organizationId)
    .execute();
  expect(members).toEqual([]);
  const actions = await stores.engines.db
    .selectFrom('audit_log')
    .select('action')
    .where('organization_id', '=', due.organizationId)
    .execute();
  expect(actions.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['organization.deletion_requested', 'organization.purged']),
  );
});
