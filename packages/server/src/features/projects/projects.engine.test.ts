import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import type { TestPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT_PERMISSIONS, ROLES, mayGrant, mayRole } from '#domain/permissions';
import type { Permission, Role } from '#domain/permissions';
import { createProject } from './create-project.ts';
import { ensureProject } from './ensure-project.ts';
import { eraseProject } from './erase-project.ts';
import { getProject } from './get-project.ts';
import { listProjects } from './list-projects.ts';
import { listPublicProjects } from './list-public-projects.ts';
import { me } from './me.ts';
import { findProjectState, resolveProjectAccess } from './project-access.ts';
import { listProjectMembers, setProjectRole } from './project-members.ts';
import { updateProject } from './update-project.ts';

let stores: TestEngines;
let people: TestPeople;
beforeAll(async () => {
  stores = await testEngines();
  people = testPeople(stores.engines);
});
afterAll(() => stores[Symbol.asyncDispose]());

const notFound = { code: 'not_found', message: 'There is no such project' };

/** A member row without a password, which takes its time on purpose. */
async function member(organizationId: string, role: Role) {
  const id = stores.engines.clock.newId();
  const email = `${id}@example.com`;
  await stores.engines.db.insertInto('users').values({ id, name: 'Member', email }).execute();
  await stores.engines.db
    .insertInto('organization_members')
    .values({ organization_id: organizationId, user_id: id, role })
    .execute();
  return { id, email };
}

async function giveRole(projectId: string, organizationId: string, userId: string, role: Role): Promise<void> {
  const row = { project_id: projectId, organization_id: organizationId, user_id: userId, role };
  await stores.engines.db.insertInto('project_members').values(row).execute();
}

test('every pair of organization role and project role opens exactly what the matrix says', async () => {
  const { organizationId, projectId } = await people.newOrganization();
  for (const organization of ROLES) {
    for (const given of [null, ...ROLES]) {
      const person = await member(organizationId, organization);
      if (given) await giveRole(projectId, organizationId, person.id, given);
      const effective = given ?? organization;
      const opened = people.project(person, projectId);
      if (effective === 'NONE') {
        await expect(opened).rejects.toMatchObject(notFound);
        continue;
      }
      const { actor } = await opened;
      for (const permission of Object.keys(PROJECT_PERMISSIONS) as Permission[]) {
        expect([permission, actor.may(permission)]).toEqual([permission, mayRole(effective, permission)]);
      }
      expect(actor.may('organization:update')).toBe(mayRole(organization, 'organization:update'));
      expect(actor.may('account:self')).toBe(true);
    }
  }
});

test('a project of others is not found, like one that does not exist', async () => {
  const { projectId } = await people.newOrganization();
  const { owner } = await people.newOrganization();
  for (const id of [projectId, 'no-such-project', '', undefined, 42, 'x'.repeat(65)]) {
    await expect(people.project(owner, id as string)).rejects.toMatchObject(notFound);
  }
});

test('who leaves the organization loses the roles in its projects, and does not get them back on returning', async () => {
  const { organizationId, projectId } = await people.newOrganization();
  const person = await member(organizationId, 'NONE');
  await giveRole(projectId, organizationId, person.id, 'ADMIN');
  const { db } = stores.engines;
  const key = { userId: person.id, projectId };
  expect(await resolveProjectAccess(db, key)).toMatchObject({ role: 'ADMIN', organizationRole: 'NONE' });
  await db.deleteFrom('organization_members').where('user_id', '=', person.id).execute();
  expect(await resolveProjectAccess(db, key)).toBeNull();
  await db
    .insertInto('organization_members')
    .values({ organization_id: organizationId, user_id: person.id, role: 'NONE' })
    .execute();
  expect(await resolveProjectAccess(db, key)).toBeNull();
});

test('a project that is being deleted is found by nobody, but its state is known', async () => {
  const { owner, projectId } = await people.newOrganization();
  const { db } = stores.engines;
  const ctx = await people.project(owner, projectId);
  for (const status of ['PENDING_DELETION', 'PURGING', 'VERIFYING', 'PURGE_BLOCKED', 'PURGED']) {
    await db.updateTable('projects').set({ status }).where('id', '=', projectId).execute();
    await expect(people.project(owner, projectId)).rejects.toMatchObject(notFound);
    await expect(getProject(ctx, {})).rejects.toMatchObject({ code: 'not_found' });
    expect(await findProjectState(db, projectId)).toMatchObject({ status });
  }
  await db.updateTable('projects').set({ status: 'DISABLED' }).where('id', '=', projectId).execute();
  expect((await people.project(owner, projectId)).projectId).toBe(projectId);
});

test('names are 3 to 60 characters and unique in the organization, also for two that ask at once', async () => {
  const { owner, organizationId } = await people.newOrganization();
  const other = await people.newOrganization();
  const ctx = await people.organization(owner, organizationId);
  for (const name of ['ab', ' ab ', 'x'.repeat(61)]) {
    await expect(createProject(ctx, { name })).rejects.toThrow(/characters/);
  }
  await createProject(ctx, { name: 'x'.repeat(60) });
  await expect(createProject(ctx, { name: ' First project ' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(
    createProject(await people.organization(other.owner, other.organizationId), { name: 'Elsewhere' }),
  ).resolves.toBeDefined();
  const both = await Promise.allSettled([createProject(ctx, { name: 'Twice' }), createProject(ctx, { name: 'Twice' })]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
});

test('the name of a deleted project is free again', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  await stores.engines.db
    .updateTable('projects')
    .set({ status: 'PENDING_DELETION' })
    .where('id', '=', projectId)
    .execute();
  const ctx = await people.organization(owner, organizationId);
  await expect(createProject(ctx, { name: 'First project' })).resolves.toMatchObject({ organizationId });
});

test('only owners and admins make and change projects', async () => {
  const { organizationId, projectId } = await people.newOrganization();
  for (const role of ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'] as const) {
    const person = await member(organizationId, role);
    const organization = await people.organization(person, organizationId);
    const project = await people.project(person, projectId);
    const attempts = [
      () => createProject(organization, { name: `Made by ${role}` }),
      () => updateProject(project, { metadata: { by: role } }),
    ];
    for (const attempt of attempts) {
      if (role === 'OWNER' || role === 'ADMIN') await expect(attempt()).resolves.toBeDefined();
      else await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
    }
  }
});

test('half of a surrogate pair, which JSON in the database cannot hold, is refused in names and metadata', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const half = 'half a pair \u{d800}';
  const organization = await people.organization(owner, organizationId);
  const project = await people.project(owner, projectId);
  const attempts = [
    createProject(organization, { name: half }),
    updateProject(project, { name: half }),
    updateProject(project, { metadata: { [half]: 1 } }),
    updateProject(project, { metadata: { a: { b: [half] } } }),
  ];
  for (const attempt of attempts) await expect(attempt).rejects.toThrow('halves of surrogate pairs');
});

test('a change touches only what it names, and null ends retention', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const ctx = await people.project(owner, projectId);
  await updateProject(ctx, { metadata: { team: 'search', deep: { a: [1, null] } }, retentionDays: 30 });
  expect(await updateProject(ctx, { name: 'Renamed' })).toMatchObject({ name: 'Renamed', retentionDays: 30 });
  expect(await getProject(ctx, {})).toMatchObject({
    metadata: { team: 'search', deep: { a: [1, null] } },
    retentionDays: 30,
  });
  expect(await updateProject(ctx, { retentionDays: null })).toMatchObject({ retentionDays: null });
  await expect(updateProject(ctx, { retentionDays: 2 })).rejects.toThrow(/too_small|>=3/);
  await expect(updateProject(ctx, { metadata: { big: 'x'.repeat(10_001) } })).rejects.toThrow(/10 kB/);
  await createProject(await people.organization(owner, organizationId), { name: 'Taken' });
  await expect(updateProject(ctx, { name: 'Taken' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(updateProject(ctx, { name: 'Renamed' })).resolves.toBeDefined();
});

test('lists and the shell show a person what they can open, with their role there, and nothing else', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const { id: hidden } = await createProject(await people.organization(owner, organizationId), { name: 'Hidden' });
  const person = await member(organizationId, 'VIEWER');
  await giveRole(hidden, organizationId, person.id, 'NONE');
  await giveRole(projectId, organizationId, person.id, 'MEMBER');
  const listed = await listProjects(await people.organization(person, organizationId), {});
  expect(listed.map(({ id, role }) => ({ id, role }))).toEqual([{ id: projectId, role: 'MEMBER' }]);
  const shell = await me(people.account(person), {});
  expect(shell).toMatchObject({ id: person.id, email: person.email, emailVerified: false });
  expect(shell.organizations).toMatchObject([
    { id: organizationId, role: 'VIEWER', projects: [{ id: projectId, name: 'First project', role: 'MEMBER' }] },
  ]);
  expect(shell.organizations[0]?.projects[0]?.permissions).toContain('traces:write');
  expect(await me(people.account(await people.newPerson()), {})).toMatchObject({ organizations: [] });
});

test('project roles: nobody gives more than they have themselves, or takes from somebody above them', async () => {
  const { organizationId, projectId } = await people.newOrganization();
  const admin = await people.project(await member(organizationId, 'ADMIN'), projectId);
  for (const current of ROLES) {
    for (const role of ROLES) {
      const { id: userId } = await member(organizationId, current);
      const change = setProjectRole(admin, { userId, role });
      if (mayGrant({ own: 'ADMIN', granted: role, current })) await expect(change).resolves.toMatchObject({ role });
      else await expect(change).rejects.toMatchObject({ code: 'forbidden' });
    }
  }
});

test('a role given for a project shows beside the one in the organization, and can be taken back', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const person = await member(organizationId, 'VIEWER');
  const ctx = await people.project(owner, projectId);
  await setProjectRole(ctx, { userId: person.id, role: 'ADMIN' });
  const rowOf = async () => (await listProjectMembers(ctx, {})).find(({ userId }) => userId === person.id);
  expect(await rowOf()).toMatchObject({ organizationRole: 'VIEWER', projectRole: 'ADMIN', role: 'ADMIN' });
  await setProjectRole(ctx, { userId: person.id, role: null });
  expect(await rowOf()).toMatchObject({ projectRole: null, role: 'VIEWER' });
  const stranger = await people.newPerson();
  await expect(setProjectRole(ctx, { userId: stranger.id, role: 'VIEWER' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('the compatible list has the one project of the key, and retention only where there is one', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const ctx = await people.project(owner, projectId);
  const project = {
    id: projectId,
    name: 'First project',
    organization: { id: organizationId, name: 'Acme' },
    metadata: {},
  };
  expect(await listPublicProjects(ctx, {})).toEqual({ data: [project] });
  await updateProject(ctx, { retentionDays: 14 });
  expect(await listPublicProjects(ctx, {})).toEqual({ data: [{ ...project, retentionDays: 14 }] });
});

test('erasing a project leaves no row of it, leaves others alone, and can be repeated', async () => {
  const gone = await people.newOrganization();
  const stays = await people.newOrganization();
  await giveRole(gone.projectId, gone.organizationId, gone.owner.id, 'VIEWER');
  await giveRole(stays.projectId, stays.organizationId, stays.owner.id, 'ADMIN');
  const { db } = stores.engines;
  for (let n = 0; n < 2; n += 1) await eraseProject(stores.engines, { projectId: gone.projectId, db });
  const rows = (projectId: string) =>
    Promise.all([
      db.selectFrom('projects').select('id').where('id', '=', projectId).execute(),
      db.selectFrom('project_members').select('role').where('project_id', '=', projectId).execute(),
    ]);
  expect(await rows(gone.projectId)).toEqual([[], []]);
  expect(await rows(stays.projectId)).toEqual([[{ id: stays.projectId }], [{ role: 'ADMIN' }]]);
});

test('the project of the settings is found again by id or name, and by nothing once a person has renamed it', async () => {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const wanted = { organizationId, fallbackName: 'My project' };
  expect(await ensureProject(stores.engines, wanted)).toMatchObject({ id: projectId, created: false });
  const named = await ensureProject(stores.engines, { ...wanted, id: 'given-id', name: 'Given' });
  expect(named).toMatchObject({ id: 'given-id', created: true });
  await updateProject(await people.project(owner, 'given-id'), { name: 'Renamed by hand' });
  expect(await ensureProject(stores.engines, { ...wanted, id: 'given-id', name: 'Given' })).toMatchObject({
    created: false,
  });
});
