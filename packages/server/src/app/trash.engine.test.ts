import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import type { TestPeople } from '@tidemark/server/testing-people';
import { sql as pg } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { purgeTrash } from '#features/lifecycle';
import { createProject } from '#features/projects';
import type { ProjectCtx } from '#kernel/ctx';
import { DATA_FEATURES, FEATURES } from './features.ts';
import { appRouter } from './router.ts';

const clock = testClock();
let stores: TestEngines;
let people: TestPeople;
beforeAll(async () => {
  stores = await testEngines(clock);
  people = testPeople(stores.engines);
});
afterAll(() => stores[Symbol.asyncDispose]());

const askAs = (ctx: ProjectCtx) => appRouter.createCaller({ open: () => Promise.resolve(ctx as never) });

async function newProject() {
  const { owner, organizationId, projectId } = await people.newOrganization();
  return { owner, organizationId, projectId, ask: askAs(await people.project(owner, projectId)) };
}

async function put(projectId: string, table: string, row: object) {
  const ndjson = Buffer.from(`${JSON.stringify({ project_id: projectId, row_version: 1, ...row })}\n`);
  await stores.engines.ch.insert({ table, ndjson, class: 'ingest', who: 'test' });
}

async function chore(name: string) {
  await FEATURES.flatMap(({ chores = [] }) => chores)
    .find((one) => one.name === name)
    ?.run(stores.engines, new AbortController().signal);
}

const MODEL = {
  name: 'ours',
  pattern: '^ours$',
  startAt: null,
  tiers: [{ name: 'all', prices: { input: '0.000001' } }],
};
const own = (models: { name: string; source?: string }[]) =>
  models.map(({ name }) => name).filter((name) => name.startsWith('ours'));

test('F23 of models: a deleted one is gone and its name free; restored it has its tiers, and a suffix where the name was taken', async () => {
  const { projectId, ask } = await newProject();
  const { id: modelId } = await ask.models.create({ projectId, ...MODEL });
  const { deletionId } = await ask.models.delete({ projectId, modelId, reason: 'wrong price' });
  const names = async () => own((await ask.models.list({ projectId })).models);
  expect(await names()).toEqual([]);
  await expect(ask.models.delete({ projectId, modelId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await ask.lifecycle.trash.list({ projectId, limit: 10 })).rows).toMatchObject([
    { id: deletionId, entityType: 'model', entityName: 'ours', reason: 'wrong price', state: 'HIDDEN' },
  ]);
  await ask.models.create({ projectId, ...MODEL });
  const restored = await ask.lifecycle.trash.restore({ projectId, deletionId });
  expect(restored.renamed).toEqual([{ from: 'ours', to: 'ours (restored)' }]);
  expect(await names()).toEqual(['ours', 'ours (restored)']);
  const { models } = await ask.models.list({ projectId });
  expect(models.find(({ id }) => id === modelId)?.tiers).toHaveLength(1);
  await expect(ask.lifecycle.trash.restore({ projectId, deletionId })).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('F23 of models: purged by an owner, its rows are gone and it cannot come back', async () => {
  const { projectId, ask } = await newProject();
  const { id: modelId } = await ask.models.create({ projectId, ...MODEL });
  const { deletionId } = await ask.models.delete({ projectId, modelId });
  await ask.lifecycle.trash.purge({ projectId, deletionId, reason: 'for good' });
  await purgeTrash(stores.engines, DATA_FEATURES);
  expect((await ask.lifecycle.trash.progress({ projectId, deletionId })).state).toBe('PURGED');
  const left = await stores.engines.db.selectFrom('models').select('id').where('id', '=', modelId).execute();
  expect(left).toEqual([]);
  await expect(ask.lifecycle.trash.restore({ projectId, deletionId })).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('the trash of an organization is that of its projects, by name, for who sees it there', async () => {
  const { organizationId, projectId, owner } = await newProject();
  const ctx = await people.organization(owner, organizationId);
  const { id: otherId } = await createProject(ctx, { name: 'Other project' });
  for (const [id, of] of [
    ['one', projectId],
    ['two', otherId],
  ] as const) {
    const asked = askAs(await people.project(owner, of));
    const { id: modelId } = await asked.models.create({ projectId: of, ...MODEL, name: id });
    await asked.models.delete({ projectId: of, modelId });
  }
  const seenBy = async (person: { id: string; email: string }) => {
    const scope = await people.organization(person, organizationId);
    const { rows } = await askAs(scope as never).lifecycle.trash.ofOrganization({ organizationId, limit: 10 });
    return rows.map(({ entityName, projectName }) => `${entityName} in ${projectName}`);
  };
  expect(await seenBy(owner)).toEqual(['two in Other project', 'one in First project']);
  const admin = await people.newMember(organizationId, 'ADMIN');
  await stores.engines.db
    .insertInto('project_members')
    .values({ project_id: otherId, organization_id: organizationId, user_id: admin.id, role: 'VIEWER' })
    .execute();
  expect(await seenBy(admin)).toEqual(['one in First project']);
  await expect(seenBy(await people.newMember(organizationId, 'MEMBER'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a session goes with its traces, their scores and its own, in the background, and comes back whole', async () => {
  const { projectId, ask } = await newProject();
  const at = '2026-11-18 10:00:00';
  const score = { name: 'good', data_type: 'NUMERIC', source: 'API', value: 1, timestamp: at };
  for (const session of ['s', 'other']) {
    for (const n of [1, 2]) {
      await put(projectId, 'traces', { id: `${session}-${n}`, timestamp: at, session_id: session });
      await put(projectId, 'scores', { ...score, id: `of-${session}-${n}`, trace_id: `${session}-${n}` });
    }
    await put(projectId, 'scores', { ...score, id: `of-${session}`, session_id: session });
  }
  const seen = async () => {
    const scope = { projectId, environments: [], cursor: null, limit: 50 };
    const [sessions, traces, scores] = await Promise.all([
      ask.sessions.list(scope),
      ask.traces.list(scope),
      ask.scores.list(scope),
    ]);
    return [sessions, traces, scores].map(({ rows }) => rows.map(({ id }) => id).sort());
  };
  const before = await seen();
  const { deletionId, count } = await ask.sessions.delete({ projectId, ids: ['s'] });
  expect(count).toBe(2);
  await chore('traces.hide');
  expect(await seen()).toEqual([['other'], ['other-1', 'other-2'], ['of-other', 'of-other-1', 'of-other-2']]);
  expect(await ask.lifecycle.trash.progress({ projectId, deletionId })).toMatchObject({
    ...{ state: 'HIDDEN', entityType: 'session', counts: { traces: 2, scores: 1 } },
  });
  await ask.lifecycle.trash.restore({ projectId, deletionId });
  expect(await seen()).toEqual(before);
});

test('what was deleted is shown on request, marked, to who may restore it and to nobody else', async () => {
  const { organizationId, projectId, ask } = await newProject();
  const at = '2026-11-18 10:00:00';
  for (const id of ['there', 'gone', 'gone-before']) {
    await put(projectId, 'traces', { id, timestamp: at });
    const score = { name: 'good', data_type: 'NUMERIC', source: 'API', value: 1, timestamp: at };
    await put(projectId, 'scores', { ...score, id: `${id}-score`, trace_id: id });
  }
  await ask.traces.delete({ projectId, ids: ['gone-before'] });
  const { deletionId } = await ask.traces.delete({ projectId, ids: ['gone'] });
  const scope = { projectId, environments: [], limit: 10 };
  const listed = async (more: object) =>
    Object.fromEntries((await ask.traces.list({ ...scope, ...more })).rows.map(({ id, isDeleted }) => [id, isDeleted]));
  expect(await listed({})).toEqual({ there: false });
  expect(await listed({ includeDeleted: true })).toEqual({ gone: true, 'gone-before': true, there: false });
  expect(await listed({ includeDeleted: true, ofDeletion: deletionId })).toEqual({ gone: true });
  await expect(ask.traces.get({ projectId, traceId: 'gone' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const shown = await ask.traces.get({ projectId, traceId: 'gone', includeDeleted: true });
  expect([shown.isDeleted, shown.scores.map(({ id }) => id)]).toEqual([true, ['gone-score']]);

  const member = askAs(await people.project(await people.newMember(organizationId, 'MEMBER'), projectId));
  const refused = { code: 'FORBIDDEN' };
  await expect(member.traces.list({ ...scope, includeDeleted: true })).rejects.toMatchObject(refused);
  await expect(member.traces.get({ projectId, traceId: 'gone', includeDeleted: true })).rejects.toMatchObject(refused);
});

test('a worker that died over hiding or restoring is followed by another, and what a member may not take back stays', async () => {
  const { organizationId, projectId, ask } = await newProject();
  for (const id of ['a', 'b']) await put(projectId, 'traces', { id, timestamp: '2026-11-18 10:00:00' });
  const { deletionId } = await ask.traces.delete({ projectId, ids: ['a'] });
  const member = askAs(await people.project(await people.newMember(organizationId, 'MEMBER'), projectId));
  await expect(member.lifecycle.trash.restore({ projectId, deletionId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const set = (state: string) =>
    stores.engines.db
      .updateTable('deletions')
      .set({ state, state_updated_at: pg<Date>`now() - interval '1 hour'` })
      .where('id', '=', deletionId)
      .execute();
  await set('RESTORING');
  await chore('finish-restores');
  const ids = async () =>
    (await ask.traces.list({ projectId, environments: [], limit: 10 })).rows.map(({ id }) => id).sort();
  expect(await ids()).toEqual(['a', 'b']);
  expect((await ask.lifecycle.trash.progress({ projectId, deletionId })).state).toBe('RESTORED');

  const again = await ask.traces.delete({ projectId, filter: { environments: [] }, reason: 'all of it' });
  expect(again.count).toBe(2);
  await chore('traces.hide');
  expect(await ids()).toEqual([]);
  expect(await ask.lifecycle.trash.progress({ projectId, deletionId: again.deletionId })).toMatchObject({
    ...{ state: 'HIDDEN', counts: { traces: 2 }, progress: { done: 2, of: 2 } },
  });
});
