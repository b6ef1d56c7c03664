import { sendOutbox } from '#features/outbox';
import { createProject } from '#features/projects';
import type { ProjectCtx } from '#kernel/ctx';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testDeletion } from '@tidemark/server/testing-deletion';
import type { TestDeletion } from '@tidemark/server/testing-deletion';
import { testPeople } from '@tidemark/server/testing-people';
import type { TestPeople, TestPerson } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultyEngines } from './testing-faults.ts';
import type { When } from './testing-faults.ts';

let stores: TestEngines;
let people: TestPeople;
let deletion: TestDeletion;
let owner: TestPerson;
let organizationId: string;
beforeAll(async () => {
  stores = await testEngines();
  people = testPeople(stores.engines);
  deletion = testDeletion(stores);
  ({ owner, organizationId } = await people.newOrganization());
});
afterAll(() => stores[Symbol.asyncDispose]());

interface Ready {
  ctx: ProjectCtx;
  projectId: string;
  name: string;
  challengeId: string;
}

/** A project whose owner has proven to be that person. */
async function readyToConfirm(): Promise<Ready> {
  const challengeId = stores.engines.clock.newId();
  const name = `Project ${challengeId.slice(0, 8)}`;
  const { id: projectId } = await createProject(await people.organization(owner, organizationId), { name });
  await stores.engines.db
    .insertInto('challenges')
    .values({
      id: challengeId,
      user_id: owner.id,
      session_id: '',
      action: 'project.delete',
      target: projectId,
      steps: ['email'],
      steps_done: 1,
      expires_at: new Date(stores.engines.clock.nowMs() + 600_000),
    })
    .execute();
  return { ctx: await people.project(owner, projectId), projectId, name, challengeId };
}

const confirm = ({ ctx, projectId, challengeId, name }: Ready) =>
  deletion.of(ctx).confirm({ projectId, challengeId, name, reason: 'no longer used' });

async function stateOf({ projectId }: Ready) {
  const { db } = stores.engines;
  const project = await db.selectFrom('projects').selectAll().where('id', '=', projectId).executeTakeFirstOrThrow();
  const notices = await db.selectFrom('outbox').select('id').where('project_id', '=', projectId).execute();
  const entries = await db
    .selectFrom('audit_log')
    .select('action')
    .where('project_id', '=', projectId)
    .where('action', '=', 'project.deletion_requested')
    .execute();
  return { status: project.status, epoch: project.epoch, notices: notices.length, entries: entries.length };
}

const MARKED = { status: 'PENDING_DELETION', epoch: 1, notices: 2, entries: 1 };
const UNTOUCHED = { status: 'ACTIVE', epoch: 0, notices: 0, entries: 0 };

async function noticesOf({ name }: Ready): Promise<string[]> {
  const mails = (await deletion.mailsTo(owner.email)).filter((mail) => mail.includes(`${name} is being deleted`));
  return mails.map((mail) => /^Message-ID: (.+)$/im.exec(mail)?.[1] ?? '');
}

test.each<When>(['before', 'after'])(
  'D08: killed %s any call of the last step, a project is marked with all of its notices or not touched, and can be asked for again',
  { timeout: 120_000 },
  async (when) => {
    const seen = new Set<string>();
    for (let at = 1; ; at += 1) {
      const ready = await readyToConfirm();
      const faulty = faultyEngines(stores.engines, stores.pool, { at, when, counts: () => true });
      await confirm({ ...ready, ctx: { ...ready.ctx, ...faulty.engines } }).catch(() => undefined);
      const state = await stateOf(ready);
      seen.add(state.status);
      if (!faulty.struck) {
        expect(state).toEqual(MARKED);
        expect(at).toBeGreaterThan(15);
        break;
      }
      expect([MARKED, UNTOUCHED], `killed ${when} call ${at}: ${faulty.calls.at(-1)}`).toContainEqual(state);
      if (state.status === 'ACTIVE') await confirm(ready);
      expect(await stateOf(ready)).toEqual(MARKED);
    }
    expect([...seen].toSorted()).toEqual(['ACTIVE', 'PENDING_DELETION']);
  },
);

test.each<When>(['before', 'after'])(
  'D08: killed %s any call of sending, a notice goes out, and what came twice has one message id',
  { timeout: 120_000 },
  async (when) => {
    const hurry = () => stores.pool.query('UPDATE outbox SET claimed_until = NULL WHERE sent_at IS NULL');
    for (let at = 1; ; at += 1) {
      const ready = await readyToConfirm();
      await confirm(ready);
      const faulty = faultyEngines(stores.engines, stores.pool, { at, when, counts: () => true });
      await sendOutbox(faulty.engines).catch(() => undefined);
      await hurry();
      while ((await sendOutbox(stores.engines)) > 0) await hurry();
      const ids = await noticesOf(ready);
      expect(ids.length, `killed ${when} call ${at}: ${faulty.calls.at(-1)}`).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(1);
      if (!faulty.struck) {
        expect(ids).toHaveLength(1);
        break;
      }
    }
  },
);
