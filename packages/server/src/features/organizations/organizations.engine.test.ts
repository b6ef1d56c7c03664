import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import type { TestPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, mayGrant } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import { leaveOrganization, removeMember, updateMemberRole } from './change-members.ts';
import { createOrganization } from './create-organization.ts';
import { listMembers } from './list-members.ts';
import { listOrganizations } from './list-organizations.ts';
import { recordSecondFactor } from './record-second-factor.ts';
import { renameOrganization } from './rename-organization.ts';

let stores: TestEngines;
let people: TestPeople;
beforeAll(async () => {
  stores = await testEngines();
  people = testPeople(stores.engines);
});
afterAll(() => stores[Symbol.asyncDispose]());

const roleIn = async (organizationId: string, userId: string): Promise<string | undefined> => {
  const rows = stores.engines.db.selectFrom('organization_members').select('role').where('user_id', '=', userId);
  return (await rows.where('organization_id', '=', organizationId).executeTakeFirst())?.role;
};

test('who makes an organization owns it, and the audit log knows who did what from where', async () => {
  const person = await people.newPerson();
  const { id } = await createOrganization(people.account(person), { name: '  Deep Water  ' });
  const mine = await listOrganizations(people.account(person), {});
  expect(mine).toMatchObject([{ id, name: 'Deep Water', role: 'OWNER' }]);
  expect(mine[0]?.permissions).toContain('organizationApiKeys:write');
  expect(mine[0]?.permissions).not.toContain('project:read');
  const entries = stores.engines.db.selectFrom('audit_log').selectAll().where('organization_id', '=', id);
  expect(await entries.execute()).toMatchObject([
    { action: 'organization.create', actor_id: person.id, actor_name: person.email, entity_id: id, ip: '192.0.2.1' },
  ]);
});

test('a change of a second factor is on record in every organization that the person belongs to', async () => {
  const person = await people.newPerson();
  const made = await Promise.all(['One', 'Two'].map((name) => createOrganization(people.account(person), { name })));
  await recordSecondFactor(stores.engines, { user: person, enabled: false, ip: '192.0.2.9' });
  const rows = await stores.engines.db
    .selectFrom('audit_log')
    .select(['organization_id', 'actor_name', 'ip'])
    .where('action', '=', 'account.second_factor_off')
    .where('entity_id', '=', person.id)
    .execute();
  const entry = { actor_name: person.email, ip: '192.0.2.9' };
  expect(new Set(rows.map((row) => row.organization_id))).toEqual(new Set(made.map(({ id }) => id)));
  expect(rows).toMatchObject([entry, entry]);
});

test('a refused change leaves no audit entry', async () => {
  const { owner, organizationId } = await people.newOrganization();
  const ctx = await people.organization(owner, organizationId);
  const count = async () =>
    (
      await stores.engines.db
        .selectFrom('audit_log')
        .select('id')
        .where('organization_id', '=', organizationId)
        .execute()
    ).length;
  const before = await count();
  await expect(removeMember(ctx, { userId: owner.id })).rejects.toMatchObject({ code: 'precondition_failed' });
  expect(await count()).toBe(before);
});

test('an organization of others is not found, like one that does not exist', async () => {
  const { organizationId } = await people.newOrganization();
  const stranger = await people.newPerson();
  for (const id of [organizationId, 'no-such-organization', '', null, { sql: 1 }, 'x'.repeat(65)]) {
    await expect(people.organization(stranger, id as string)).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no such organization',
    });
  }
});

test('only owners and admins rename, and only members and above see who belongs', async () => {
  const { organizationId } = await people.newOrganization();
  for (const role of ROLES) {
    const ctx = await people.organization(await people.newMember(organizationId, role), organizationId);
    const renamed = renameOrganization(ctx, { name: `Renamed by ${role}` });
    if (role === 'OWNER' || role === 'ADMIN') await expect(renamed).resolves.toMatchObject({ id: organizationId });
    else await expect(renamed).rejects.toMatchObject({ code: 'forbidden' });
    const listed = listMembers(ctx, {});
    if (role === 'VIEWER' || role === 'NONE') await expect(listed).rejects.toMatchObject({ code: 'forbidden' });
    else expect((await listed).map((member) => member.userId)).toContain(ctx.actor.id);
  }
});

test('nobody grants a role above their own or changes somebody above them: every pair of roles', async () => {
  const { organizationId } = await people.newOrganization();
  const admin = await people.organization(await people.newMember(organizationId, 'ADMIN'), organizationId);
  for (const current of ROLES) {
    for (const granted of ROLES) {
      const target = await memberRow(organizationId, current);
      const change = updateMemberRole(admin, { userId: target, role: granted });
      if (mayGrant({ own: 'ADMIN', granted, current })) {
        await expect(change).resolves.toMatchObject({ previousRole: current });
        expect(await roleIn(organizationId, target)).toBe(granted);
      } else {
        await expect(change).rejects.toMatchObject({ code: 'forbidden' });
        expect(await roleIn(organizationId, target)).toBe(current);
      }
    }
  }
  const owner = await memberRow(organizationId, 'OWNER');
  await expect(removeMember(admin, { userId: owner })).rejects.toMatchObject({ code: 'forbidden' });
});

/** Without a password, which takes its time on purpose. */
async function memberRow(organizationId: string, role: Role): Promise<string> {
  const id = stores.engines.clock.newId();
  const { db } = stores.engines;
  await db
    .insertInto('users')
    .values({ id, name: 'Target', email: `${id}@example.com` })
    .execute();
  await db.insertInto('organization_members').values({ organization_id: organizationId, user_id: id, role }).execute();
  return id;
}

test('a role that was taken away counts no more, even in a scope that was opened before', async () => {
  const { owner, organizationId } = await people.newOrganization();
  const admin = await people.newMember(organizationId, 'ADMIN');
  const target = await memberRow(organizationId, 'VIEWER');
  const stale = await people.organization(admin, organizationId);
  await updateMemberRole(await people.organization(owner, organizationId), { userId: admin.id, role: 'VIEWER' });
  await expect(updateMemberRole(stale, { userId: target, role: 'ADMIN' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('the last owner can neither step down, nor leave, nor be removed', async () => {
  const { owner, organizationId } = await people.newOrganization();
  const ctx = await people.organization(owner, organizationId);
  const refused = { code: 'precondition_failed' };
  await expect(updateMemberRole(ctx, { userId: owner.id, role: 'ADMIN' })).rejects.toMatchObject(refused);
  await expect(leaveOrganization(ctx, {})).rejects.toMatchObject(refused);
  const second = await people.newMember(organizationId, 'OWNER');
  await leaveOrganization(ctx, {});
  expect(await roleIn(organizationId, owner.id)).toBeUndefined();
  const rest = await people.organization(second, organizationId);
  await expect(removeMember(rest, { userId: second.id })).rejects.toMatchObject(refused);
});

test('two owners who demote each other at once do not leave the organization without one', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { owner, organizationId } = await people.newOrganization();
    const second = await people.newMember(organizationId, 'OWNER');
    const [a, b] = [
      await people.organization(owner, organizationId),
      await people.organization(second, organizationId),
    ];
    const results = await Promise.allSettled([
      updateMemberRole(a, { userId: second.id, role: 'MEMBER' }),
      updateMemberRole(b, { userId: owner.id, role: 'MEMBER' }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const roles = [await roleIn(organizationId, owner.id), await roleIn(organizationId, second.id)];
    expect(roles.filter((role) => role === 'OWNER')).toHaveLength(1);
  }
});

test('a person of another organization cannot be changed or removed through ours', async () => {
  const ours = await people.newOrganization();
  const theirs = await people.newOrganization();
  const ctx = await people.organization(ours.owner, ours.organizationId);
  await expect(updateMemberRole(ctx, { userId: theirs.owner.id, role: 'VIEWER' })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(removeMember(ctx, { userId: theirs.owner.id })).rejects.toMatchObject({ code: 'not_found' });
  expect(await roleIn(theirs.organizationId, theirs.owner.id)).toBe('OWNER');
});
