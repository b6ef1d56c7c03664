import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import type { TestPeople, TestPerson } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptInvitation } from './accept-invitation.ts';
import { createInvitation } from './create-invitation.ts';
import { listInvitations, revokeInvitation } from './list-invitations.ts';
import { listMembers } from './list-members.ts';
import { createSignUpInvitations } from './sign-up-invitations.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;
const clock = testClock();
let stores: TestEngines;
let people: TestPeople;
beforeAll(async () => {
  stores = await testEngines(clock);
  people = testPeople(stores.engines, { signUpEnabled: false });
});
afterAll(() => stores[Symbol.asyncDispose]());

const tokenOf = (invitation: { link: string }) => invitation.link.split('/').at(-1) ?? '';
const refused = { code: 'not_found' };

async function memberEmails(owner: TestPerson, organizationId: string): Promise<string[]> {
  return (await listMembers(await people.organization(owner, organizationId), {})).map(({ email }) => email);
}

async function invite(role: 'ADMIN' | 'MEMBER' = 'MEMBER') {
  const { owner, organizationId } = await people.newOrganization();
  const guest = await people.newPerson();
  const ctx = await people.organization(owner, organizationId);
  const invitation = await createInvitation(ctx, { email: guest.email.toUpperCase(), role });
  return { owner, organizationId, guest, ctx, invitation, token: tokenOf(invitation) };
}

test('an invitation is mailed, and its link makes the invited person a member with the role it names', async () => {
  const { owner, organizationId, guest, invitation, token } = await invite('ADMIN');
  const names = await readdir(join(stores.folder, 'outbox'));
  const mails = await Promise.all(names.map((name) => readFile(join(stores.folder, 'outbox', name), 'utf8')));
  const mail = mails.find((text) => text.includes(`To: ${guest.email}`)) ?? '';
  expect(mail.replaceAll('=\n', '')).toContain(invitation.link);
  expect(invitation.link).toMatch(/^http:\/\/localhost:3000\/invite\/[\w-]{43}$/);
  expect(await acceptInvitation(people.account(guest), { token })).toEqual({ organizationId, role: 'ADMIN' });
  expect(await memberEmails(owner, organizationId)).toContain(guest.email);
});

test('an invitation works once', async () => {
  const { guest, token } = await invite();
  await acceptInvitation(people.account(guest), { token });
  await expect(acceptInvitation(people.account(guest), { token })).rejects.toMatchObject(refused);
});

test('of two that accept at once one succeeds', async () => {
  const { guest, token } = await invite();
  const both = [acceptInvitation(people.account(guest), { token }), acceptInvitation(people.account(guest), { token })];
  const results = await Promise.allSettled(both);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('an invitation runs out after a week, and can then be sent anew', async () => {
  const { ctx, guest, token } = await invite();
  clock.advance(WEEK_MS + 1);
  await expect(acceptInvitation(people.account(guest), { token })).rejects.toMatchObject(refused);
  expect(await listInvitations(ctx, {})).toMatchObject([{ email: guest.email, expired: true }]);
  const anew = await createInvitation(ctx, { email: guest.email });
  await expect(acceptInvitation(people.account(guest), { token: tokenOf(anew) })).resolves.toMatchObject({
    role: 'MEMBER',
  });
});

test('a withdrawn invitation, and one that a newer one replaced, are refused', async () => {
  const { ctx, guest, token, invitation } = await invite();
  const newer = await createInvitation(ctx, { email: guest.email });
  await expect(acceptInvitation(people.account(guest), { token })).rejects.toMatchObject(refused);
  expect(await listInvitations(ctx, {})).toHaveLength(1);
  await revokeInvitation(ctx, { invitationId: newer.id });
  await expect(acceptInvitation(people.account(guest), { token: tokenOf(newer) })).rejects.toMatchObject(refused);
  await expect(revokeInvitation(ctx, { invitationId: invitation.id })).rejects.toMatchObject(refused);
});

test('another person cannot use the link, and it stays good for the one it is for', async () => {
  const { guest, token } = await invite();
  const thief = await people.newPerson();
  await expect(acceptInvitation(people.account(thief), { token })).rejects.toMatchObject({
    code: 'precondition_failed',
  });
  await expect(acceptInvitation(people.account(guest), { token })).resolves.toBeDefined();
});

test('nobody invites above their own role, members are not invited again, and viewers invite nobody', async () => {
  const { owner, organizationId } = await people.newOrganization();
  const admin = await people.organization(await people.newMember(organizationId, 'ADMIN'), organizationId);
  const asOwner = { email: 'new@example.com', role: 'OWNER' as const };
  await expect(createInvitation(admin, asOwner)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(createInvitation(admin, { email: owner.email })).rejects.toMatchObject({ code: 'conflict' });
  const viewer = await people.organization(await people.newMember(organizationId, 'VIEWER'), organizationId);
  await expect(createInvitation(viewer, { email: 'x@example.com' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('an invitation of another organization cannot be withdrawn', async () => {
  const { invitation, guest, token } = await invite();
  const other = await people.newOrganization();
  const ctx = await people.organization(other.owner, other.organizationId);
  await expect(revokeInvitation(ctx, { invitationId: invitation.id })).rejects.toMatchObject(refused);
  await expect(acceptInvitation(people.account(guest), { token })).resolves.toBeDefined();
});

test('the link is not in the database', async () => {
  const { token } = await invite();
  const rows = await stores.engines.db.selectFrom('invitations').selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('nobody is invited when the mail cannot be sent', async () => {
  const { owner, organizationId } = await people.newOrganization();
  const ctx = await people.organization(owner, organizationId);
  const mail = { send: () => Promise.reject(new Error('421 try later')), [Symbol.asyncDispose]: async () => undefined };
  const attempt = createInvitation({ ...ctx, mail }, { email: 'guest@example.com' });
  await expect(attempt).rejects.toMatchObject({ code: 'unavailable' });
  expect(await listInvitations(ctx, {})).toEqual([]);
});

async function signUpBy(email: string, invitationToken: string): Promise<number> {
  const body = JSON.stringify({ name: 'Guest', email, password: TEST_PASSWORD, invitationToken });
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000' };
  const request = new Request('http://localhost:3000/api/auth/sign-up/email', { method: 'POST', headers, body });
  return (await people.auth.handle(request, '192.0.2.3')).status;
}

test('who signs up by a link joins that organization, and another one only after the address is confirmed', async () => {
  const inviting = await people.newOrganization();
  const other = await people.newOrganization();
  const email = 'fresh@example.com';
  const invitation = await createInvitation(await people.organization(inviting.owner, inviting.organizationId), {
    email,
  });
  await createInvitation(await people.organization(other.owner, other.organizationId), { email });
  expect(await signUpBy(email, tokenOf(invitation))).toBe(200);
  expect(await memberEmails(inviting.owner, inviting.organizationId)).toContain(email);
  expect(await memberEmails(other.owner, other.organizationId)).not.toContain(email);
  const { id } = await stores.engines.db
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  await createSignUpInvitations(stores.engines).acceptAll({ id, email });
  expect(await memberEmails(other.owner, other.organizationId)).toContain(email);
});

test('a used link opens no second account where sign-up is closed', async () => {
  const { owner, organizationId } = await people.newOrganization();
  const email = 'once@example.com';
  const invitation = await createInvitation(await people.organization(owner, organizationId), { email });
  expect(await signUpBy(email, tokenOf(invitation))).toBe(200);
  await stores.engines.db.deleteFrom('users').where('email', '=', email).execute();
  expect(await signUpBy(email, tokenOf(invitation))).toBe(403);
});
