import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeProjectState } from './change-project-state.ts';
import { selectProject } from './store/projects.sql.ts';

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

const newProject = async () => (await testPeople(stores.engines).newOrganization()).projectId;
const marked = (graceDays: number | null) =>
  ({ kind: 'marked', deletionId: 'one', requestedBy: null, reason: 'no longer used', graceDays }) as const;

test('of twenty who mark a project at once one gets it, and it is one epoch further', async () => {
  const projectId = await newProject();
  const change = { projectId, from: ['ACTIVE'], to: 'PENDING_DELETION', set: marked(7) } as const;
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => changeProjectState(stores.engines.db, change)));
  expect(outcomes.filter((project) => project !== null)).toHaveLength(1);
  expect(await selectProject(stores.engines.db, projectId)).toMatchObject({ status: 'PENDING_DELETION', epoch: 1 });
});

test('E08: of a restore and a purge at the same moment exactly one wins, two hundred times', async () => {
  const { db } = stores.engines;
  const projectId = await newProject();
  const wins = { restored: 0, purging: 0 };
  for (let round = 0; round < 200; round += 1) {
    await db.updateTable('projects').set({ status: 'PENDING_DELETION' }).where('id', '=', projectId).execute();
    const restore = () =>
      changeProjectState(db, {
        projectId,
        from: ['PENDING_DELETION'],
        to: 'ACTIVE',
        set: { kind: 'restored', name: 'Back' },
      });
    const purge = () => changeProjectState(db, { projectId, from: ['PENDING_DELETION'], to: 'PURGING' });
    const both = round % 2 === 0 ? [restore(), purge()] : [purge(), restore()].toReversed();
    const [restored, purging] = await Promise.all(both);
    expect([restored, purging].filter((project) => project !== null)).toHaveLength(1);
    const status = (await selectProject(db, projectId))?.status;
    expect(status).toBe(restored ? 'ACTIVE' : 'PURGING');
    wins[restored ? 'restored' : 'purging'] += 1;
  }
  expect(wins.restored + wins.purging).toBe(200);
});

test('a project that changed and changed back since it was read is not the same: its epoch differs', async () => {
  const { db } = stores.engines;
  const projectId = await newProject();
  await changeProjectState(db, { projectId, from: ['ACTIVE'], to: 'DISABLED' });
  await changeProjectState(db, { projectId, from: ['DISABLED'], to: 'ACTIVE' });
  const change = { projectId, from: ['ACTIVE'], to: 'DISABLED' } as const;
  expect(await changeProjectState(db, { ...change, expectedEpoch: 0 })).toBeNull();
  expect(await changeProjectState(db, { ...change, expectedEpoch: 2 })).toMatchObject({ epoch: 3 });
});

test('the end of grace is fixed by the clock of the database when the project is marked, and none means never', async () => {
  const { db } = stores.engines;
  const [withGrace, without] = [await newProject(), await newProject()];
  const change = { from: ['ACTIVE'], to: 'PENDING_DELETION' } as const;
  const project = await changeProjectState(db, { ...change, projectId: withGrace, set: marked(7) });
  const { deletedAt, purgeAfter, statusBefore } = project?.deletion ?? {};
  expect((purgeAfter?.getTime() ?? 0) - (deletedAt?.getTime() ?? 0)).toBe(7 * 86_400_000);
  expect(statusBefore).toBe('ACTIVE');
  const kept = await changeProjectState(db, { ...change, projectId: without, set: marked(null) });
  expect(kept?.deletion).toMatchObject({ purgeAfter: null });
});

test('a restore leaves nothing of the deletion but when it was taken back', async () => {
  const { db } = stores.engines;
  const projectId = await newProject();
  await changeProjectState(db, { projectId, from: ['ACTIVE'], to: 'PENDING_DELETION', set: marked(7) });
  const set = { kind: 'restored', name: 'First project' } as const;
  const project = await changeProjectState(db, { projectId, from: ['PENDING_DELETION'], to: 'ACTIVE', set });
  expect(project).toMatchObject({ status: 'ACTIVE', epoch: 2, deletion: null });
  const row = await db.selectFrom('projects').selectAll().where('id', '=', projectId).executeTakeFirstOrThrow();
  expect(row.restored_at).not.toBeNull();
});

test('a change that does not exist is a defect and said so', async () => {
  const change = { projectId: await newProject(), from: ['PURGED'], to: 'ACTIVE' } as const;
  expect(() => changeProjectState(stores.engines.db, change)).toThrow('does not go from PURGED to ACTIVE');
});
