import { testDeletion } from '@tidemark/server/testing-deletion';
import type { TestDeletion } from '@tidemark/server/testing-deletion';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import type { TestPeople } from '@tidemark/server/testing-people';
import { URI } from 'otpauth';
import type { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendOutbox } from '#features/outbox';
import type { ProjectCtx } from '#kernel/ctx';

const clock = testClock();
let stores: TestEngines;
let people: TestPeople;
let deletion: TestDeletion;
beforeAll(async () => {
  stores = await testEngines(clock);
  people = testPeople(stores.engines);
  deletion = testDeletion(stores);
});
afterAll(() => stores[Symbol.asyncDispose]());

interface World {
  ctx: ProjectCtx;
  projectId: string;
  organizationId: string;
  email: string;
}

async function newWorld(): Promise<World> {
  const { owner, organizationId, projectId } = await people.newOrganization();
  return { ctx: await people.project(owner, projectId), projectId, organizationId, email: owner.email };
}

const rowOf = (projectId: string) =>
  stores.engines.db.selectFrom('projects').selectAll().where('id', '=', projectId).executeTakeFirstOrThrow();
const auditOf = async (projectId: string) =>
  (
    await stores.engines.db
      .selectFrom('audit_log')
      .select('action')
      .where('project_id', '=', projectId)
      .orderBy('id')
      .execute()
  ).map(({ action }) => action);
const setProject = (projectId: string, change: object) =>
  stores.engines.db.updateTable('projects').set(change).where('id', '=', projectId).execute();
const outboxOf = (projectId: string) =>
  stores.engines.db.selectFrom('outbox').selectAll().where('project_id', '=', projectId).orderBy('due_at').execute();

test('password, code from the mail, name and reason: the project is marked, with its end fixed and everybody told', async () => {
  const { ctx, projectId, email } = await newWorld();
  const verbs = deletion.of(ctx);
  const preview = await verbs.preview({ projectId });
  expect(preview).toMatchObject({ name: 'First project', reasons: [], steps: ['password', 'email'], graceDays: 7 });
  const started = await verbs.start({ projectId });
  expect(started).toMatchObject({ steps: ['password', 'email'], next: 'password' });
  const { challengeId } = started;
  expect(await verbs.answer({ projectId, challengeId, step: 'password', password: TEST_PASSWORD })).toEqual({
    next: 'email',
  });
  const code = await deletion.codeFor(email);
  expect(await verbs.answer({ projectId, challengeId, step: 'email', code })).toEqual({ next: null });
  const confirmed = await verbs.confirm({ projectId, challengeId, name: 'First project', reason: 'the pilot is over' });
  expect(confirmed).toMatchObject({ state: 'PENDING_DELETION' });

  const row = await rowOf(projectId);
  expect(row).toMatchObject({
    status: 'PENDING_DELETION',
    deletion_reason: 'the pilot is over',
    deletion_id: confirmed.deletionId,
  });
  expect(confirmed.purgeAfter).toBe(row.purge_after?.toISOString());
  expect(await auditOf(projectId)).toEqual([
    'project.create',
    'project.deletion_started',
    'project.deletion_proof',
    'project.deletion_proof',
    'apiKeys.suspended',
    'project.deletion_requested',
  ]);
  await sendOutbox(stores.engines);
  expect((await deletion.mailsTo(email)).at(-1)).toContain('Subject: First project is being deleted');
});

test('D01: steps out of order, left out, repeated, of another action, project, session or person, or too late are refused and counted', async () => {
  const { ctx, projectId, email } = await newWorld();
  const verbs = deletion.of(ctx);
  const failures = async () =>
    (
      await stores.engines.db
        .selectFrom('users')
        .select('failed_proofs')
        .where('id', '=', ctx.actor.id)
        .executeTakeFirstOrThrow()
    ).failed_proofs;
  const forgetFailures = () =>
    stores.engines.db.updateTable('users').set({ failed_proofs: 0 }).where('id', '=', ctx.actor.id).execute();
  const refused = async (attempt: () => Promise<unknown>, why: string) => {
    const before = await failures();
    await expect(attempt(), why).rejects.toMatchObject({ cause: { code: 'forbidden', details: { proof: why } } });
    expect(await failures(), why).toBe(before + 1);
    await forgetFailures();
  };
  const confirmation = { projectId, name: 'First project', reason: 'no longer used' };

  const { challengeId } = await verbs.start({ projectId });
  await refused(() => verbs.answer({ projectId, challengeId, step: 'email', code: '000000' }), 'out_of_order');
  await refused(() => verbs.answer({ projectId, challengeId, step: 'totp', totp: '000000' }), 'out_of_order');
  await refused(() => verbs.confirm({ ...confirmation, challengeId }), 'out_of_order');
  await refused(
    () => verbs.answer({ projectId, challengeId, step: 'password', password: 'guessed' }),
    'wrong_password',
  );
  await verbs.answer({ projectId, challengeId, step: 'password', password: TEST_PASSWORD });
  await refused(
    () => verbs.answer({ projectId, challengeId, step: 'password', password: TEST_PASSWORD }),
    'out_of_order',
  );
  await refused(() => verbs.confirm({ ...confirmation, challengeId }), 'out_of_order');
  const code = await deletion.codeFor(email);
  const wrong = code === '111111' ? '222222' : '111111';
  await refused(() => verbs.answer({ projectId, challengeId, step: 'email', code: wrong }), 'wrong_email');
  const elsewhere = deletion.of({ ...ctx, actor: { ...ctx.actor, sessionId: 'another session' } });
  await refused(() => elsewhere.answer({ projectId, challengeId, step: 'email', code }), 'foreign');
  const other = await newWorld();
  const otherOwner = deletion.of(other.ctx);
  await expect(
    otherOwner.answer({ projectId: other.projectId, challengeId, step: 'email', code }),
  ).rejects.toMatchObject({ cause: { details: { proof: 'foreign' } } });
  const neighbour = deletion.of({ ...ctx, projectId: other.ctx.projectId });
  await refused(() => neighbour.answer({ projectId: other.projectId, challengeId, step: 'email', code }), 'foreign');
  await stores.engines.db
    .updateTable('challenges')
    .set({ action: 'project.export' })
    .where('id', '=', challengeId)
    .execute();
  await refused(() => verbs.answer({ projectId, challengeId, step: 'email', code }), 'foreign');
  await stores.engines.db
    .updateTable('challenges')
    .set({ action: 'project.delete' })
    .where('id', '=', challengeId)
    .execute();

  const another = await verbs.start({ projectId });
  await verbs.answer({ projectId, challengeId: another.challengeId, step: 'password', password: TEST_PASSWORD });
  await refused(
    () => verbs.answer({ projectId, challengeId: another.challengeId, step: 'email', code }),
    'wrong_email',
  );

  await verbs.answer({ projectId, challengeId, step: 'email', code });
  await refused(() => verbs.answer({ projectId, challengeId, step: 'email', code }), 'out_of_order');
  const longAgo = new Date(Date.parse('2026-01-01'));
  const { expires_at: expiresAt } = await stores.engines.db
    .selectFrom('challenges')
    .select('expires_at')
    .where('id', '=', challengeId)
    .executeTakeFirstOrThrow();
  await stores.engines.db
    .updateTable('challenges')
    .set({ expires_at: longAgo })
    .where('id', '=', challengeId)
    .execute();
  await refused(() => verbs.confirm({ ...confirmation, challengeId }), 'expired');
  expect((await rowOf(projectId)).status).toBe('ACTIVE');
  await stores.engines.db
    .updateTable('challenges')
    .set({ expires_at: expiresAt })
    .where('id', '=', challengeId)
    .execute();
  await verbs.confirm({ ...confirmation, challengeId });
  expect((await rowOf(projectId)).status).toBe('PENDING_DELETION');

  await setProject(projectId, { status: 'ACTIVE' });
  await refused(() => verbs.confirm({ ...confirmation, challengeId }), 'used');
});

test('D01: the fifth wrong answer locks the proofs of the person with a mail, also against a right one, and fifty at once are no way around', async () => {
  const { ctx, projectId, email } = await newWorld();
  const verbs = deletion.of(ctx);
  const { challengeId } = await verbs.start({ projectId });
  const guesses = Array.from({ length: 50 }, (_, n) =>
    verbs.answer({ projectId, challengeId, step: 'password', password: `guess ${n}` }).catch(({ cause }) => cause.code),
  );
  const codes = await Promise.all(guesses);
  expect(codes.filter((code) => code === 'forbidden')).toHaveLength(5);
  expect(codes.filter((code) => code === 'limit_exceeded')).toHaveLength(45);
  const right = verbs.answer({ projectId, challengeId, step: 'password', password: TEST_PASSWORD });
  await expect(right).rejects.toMatchObject({ cause: { code: 'limit_exceeded' } });
  await expect(verbs.start({ projectId })).rejects.toMatchObject({ cause: { code: 'limit_exceeded' } });
  const letters = await deletion.mailsTo(email);
  expect(letters.filter((mail) => mail.includes('Confirmations are locked'))).toHaveLength(1);
  const past = new Date(Date.parse('2026-01-01'));
  await stores.engines.db
    .updateTable('users')
    .set({ proofs_locked_until: past })
    .where('id', '=', ctx.actor.id)
    .execute();
  expect(await verbs.answer({ projectId, challengeId, step: 'password', password: TEST_PASSWORD })).toEqual({
    next: 'email',
  });
});

test('D01: with an authenticator app its code is asked after the password, counts once, and cannot be left out', async () => {
  const { ctx, projectId, email } = await newWorld();
  const app = await enrol(email);
  const verbs = deletion.of(ctx);
  const { challengeId, steps } = await verbs.start({ projectId });
  expect(steps).toEqual(['password', 'totp', 'email']);
  const answer = (
    given: { step: 'password'; password: string } | { step: 'totp'; totp: string } | { step: 'email'; code: string },
  ) => verbs.answer({ projectId, challengeId, ...given });
  const proof = (why: string) => ({ cause: { details: { proof: why } } });
  expect(await answer({ step: 'password', password: TEST_PASSWORD })).toEqual({ next: 'totp' });
  expect(await deletion.codeFor(email)).toBe('');
  await expect(answer({ step: 'email', code: '000000' })).rejects.toMatchObject(proof('out_of_order'));
  await expect(answer({ step: 'totp', totp: '000000' })).rejects.toMatchObject(proof('wrong_totp'));
  const totp = app.generate({ timestamp: clock.nowMs() });
  expect(await answer({ step: 'totp', totp })).toEqual({ next: 'email' });
  const second = await verbs.start({ projectId });
  await verbs.answer({ projectId, challengeId: second.challengeId, step: 'password', password: TEST_PASSWORD });
  const replayed = verbs.answer({ projectId, challengeId: second.challengeId, step: 'totp', totp });
  await expect(replayed).rejects.toMatchObject(proof('wrong_totp'));
  expect(await answer({ step: 'email', code: await deletion.codeFor(email) })).toEqual({ next: null });
  await verbs.confirm({ projectId, challengeId, name: 'First project', reason: 'no longer used' });
});

/** Sets up an authenticator app as the web app does, with the code of half a minute ago. */
async function enrol(email: string): Promise<TOTP> {
  let cookie = '';
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000', cookie };
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await people.auth.handle(new Request(`http://localhost:3000/api/auth${path}`, request), '192.0.2.8');
    const set = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    if (set.length > 0) cookie = set.join('; ');
    return (await answer.json()) as Record<string, unknown>;
  };
  await post('/sign-in/email', { email, password: TEST_PASSWORD });
  const app = URI.parse(String((await post('/two-factor/enable', { password: TEST_PASSWORD }))['totpURI'])) as TOTP;
  await post('/two-factor/verify-totp', { code: app.generate({ timestamp: clock.nowMs() - 30_000 }) });
  return app;
}

test('D03: of two final steps at once one marks the project, with one audit entry and one set of notices', async () => {
  const { ctx, projectId } = await newWorld();
  const challengeId = await deletion.prove(ctx);
  const confirm = () =>
    deletion.of(ctx).confirm({ projectId, challengeId, name: 'First project', reason: 'no longer used' });
  const outcomes = await Promise.allSettled([confirm(), confirm()]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await auditOf(projectId)).filter((action) => action === 'project.deletion_requested')).toHaveLength(1);
  expect(await outboxOf(projectId)).toHaveLength(2);
  expect((await rowOf(projectId)).epoch).toBe(1);
});

test('D04: who signs in elsewhere and has no password proves it by the code from the mail, and no password is accepted', async () => {
  const { ctx, projectId, email } = await newWorld();
  await stores.engines.db.deleteFrom('auth_accounts').where('user_id', '=', ctx.actor.id).execute();
  const verbs = deletion.of(ctx);
  const { challengeId, steps } = await verbs.start({ projectId });
  expect(steps).toEqual(['email']);
  const byPassword = verbs.answer({ projectId, challengeId, step: 'password', password: TEST_PASSWORD });
  await expect(byPassword).rejects.toMatchObject({ cause: { details: { proof: 'out_of_order' } } });
  await verbs.answer({ projectId, challengeId, step: 'email', code: await deletion.codeFor(email) });
  await verbs.confirm({ projectId, challengeId, name: 'First project', reason: 'no longer used' });
  expect((await rowOf(projectId)).status).toBe('PENDING_DELETION');
});

test('D07: a hold and a protection are told together, stand at every step, and end the flow that is under way', async () => {
  const { ctx, projectId, email } = await newWorld();
  const verbs = deletion.of(ctx);
  const challengeId = await deletion.prove(ctx);
  await setProject(projectId, { legal_hold: 'case 12', termination_protection: true });
  const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);
  expect(codes((await verbs.preview({ projectId })).reasons)).toEqual(['legal_hold', 'termination_protection']);
  const held = {
    cause: {
      code: 'conflict',
      httpStatus: 409,
      details: { reasons: [{ code: 'legal_hold' }, { code: 'termination_protection' }] },
    },
  };
  await expect(verbs.start({ projectId })).rejects.toMatchObject(held);
  const answer = verbs.answer({ projectId, challengeId, step: 'email', code: await deletion.codeFor(email) });
  await expect(answer).rejects.toMatchObject(held);
  const confirmation = { projectId, challengeId, name: 'First project', reason: 'no longer used' };
  await expect(verbs.confirm(confirmation)).rejects.toMatchObject(held);
  await setProject(projectId, { legal_hold: null, termination_protection: false });
  await verbs.confirm(confirmation);
});

test('D06: unpaid usage stands in the way above the threshold and not at it, an earlier month always, also when it comes up on the way', async () => {
  const { ctx, projectId, organizationId } = await newWorld();
  const verbs = deletion.of(ctx);
  const { db } = stores.engines;
  const codes = async () => (await verbs.preview({ projectId })).reasons.map(({ code }) => code);
  const use = (events: number, minute: Date) =>
    db
      .insertInto('ingestion_counts')
      .values({ project_id: projectId, minute, outcome: 'received', reason: 'otlp', count: events })
      .onConflict((conflict) =>
        conflict.columns(['project_id', 'minute', 'outcome', 'reason']).doUpdateSet({ count: events }),
      )
      .execute();
  const month = new Date(clock.nowMs());
  month.setUTCDate(1);
  month.setUTCHours(0, 0, 0, 0);
  const earlier = new Date(month.getTime() - 60_000);
  await use(1_000_000, month);
  expect(await codes()).toEqual([]);
  const setPlan = (plan: object) =>
    db.updateTable('organizations').set(plan).where('id', '=', organizationId).execute();
  await setPlan({ plan: 'team', price_per_event: '0.00001' });
  expect(await codes()).toEqual([]);
  const challengeId = await deletion.prove(ctx);
  await use(1_000_001, month);
  const [reason] = (await verbs.preview({ projectId })).reasons;
  expect(reason).toMatchObject({
    code: 'unpaid_usage',
    details: { running: '10.00001', threshold: '10', plan: 'team' },
  });
  const confirmation = { projectId, challengeId, name: 'First project', reason: 'no longer used' };
  await expect(verbs.confirm(confirmation)).rejects.toMatchObject({ cause: { httpStatus: 409 } });
  await use(10, month);
  await use(1, earlier);
  expect(await codes()).toEqual(['unpaid_earlier_usage']);
  await setPlan({ billed_until: month });
  expect(await codes()).toEqual([]);
  await verbs.confirm(confirmation);
});

test('D08: a process that dies between the commit and its notices sends nothing twice, and the next one sends them', async () => {
  const { ctx, projectId, email } = await newWorld();
  await deletion.delete(ctx);
  const notices = async () =>
    (await deletion.mailsTo(email)).filter((mail) => mail.includes('is being deleted')).length;
  expect(await notices()).toBe(0);
  const dying = {
    ...stores.engines,
    mail: { ...stores.engines.mail, send: () => Promise.reject(new Error('killed before the mail went out')) },
  };
  await sendOutbox(dying);
  const [waiting] = await outboxOf(projectId);
  expect(waiting).toMatchObject({ sent_at: null, attempts: 1, last_error: 'killed before the mail went out' });
  expect(await sendOutbox(stores.engines)).toBe(0);
  await stores.pool.query("UPDATE outbox SET claimed_until = now() - interval '1 second'");
  await Promise.all([sendOutbox(stores.engines), sendOutbox(stores.engines), sendOutbox(stores.engines)]);
  expect(await notices()).toBe(1);
  await sendOutbox(stores.engines);
  expect(await notices()).toBe(1);
  expect((await deletion.mailsTo(email)).at(-1)).toContain(`<${waiting?.id}@tidemark>`);
});

test('E11: the end of grace stays as it was fixed when the setting is lowered later, and a flow without purge has none', async () => {
  const [lowered, soft] = [await newWorld(), await newWorld()];
  await deletion.delete(lowered.ctx);
  const fixed = (await rowOf(lowered.projectId)).purge_after;
  const none = { ...stores.engines.policy, deletion: { ...stores.engines.policy.deletion, graceDays: 0 } };
  const viewer = { ...lowered.ctx, policy: none };
  const status = await deletion.of(viewer).status({ projectId: lowered.projectId });
  expect(status.purgeAfter).toBe(fixed?.toISOString());
  const softly = {
    ...stores.engines.policy,
    deletion: { ...stores.engines.policy.deletion, flow: 'immediate-soft' as const },
  };
  await deletion.delete({ ...soft.ctx, policy: softly });
  expect((await rowOf(soft.projectId)).purge_after).toBeNull();
});

test('the reminder 48 hours before the end goes to who may take it back, and not after a restore', async () => {
  const [left, taken] = [await newWorld(), await newWorld()];
  for (const { ctx } of [left, taken]) await deletion.delete(ctx);
  const [, reminder] = await outboxOf(left.projectId);
  const end = (await rowOf(left.projectId)).purge_after?.getTime() ?? 0;
  expect(end - (reminder?.due_at.getTime() ?? 0)).toBe(48 * 3_600_000);
  await deletion.of(taken.ctx).restore({ projectId: taken.projectId });
  await stores.pool.query('UPDATE outbox SET due_at = now() WHERE due_at > now()');
  while ((await sendOutbox(stores.engines)) > 0);
  const reminded = async (email: string) =>
    (await deletion.mailsTo(email)).filter((mail) => mail.includes('in two days')).length;
  expect([await reminded(left.email), await reminded(taken.email)]).toEqual([1, 0]);
});
