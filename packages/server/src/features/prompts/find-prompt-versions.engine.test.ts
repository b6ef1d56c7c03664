import { randomUUID } from 'node:crypto';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseProject } from './erase-project.ts';
import { findPromptVersions } from './find-prompt-versions.ts';

const clock = testClock();
let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines(clock);
  await stores.engines.db.insertInto('organizations').values({ id: 'org', name: 'Org' }).execute();
});
afterAll(() => stores[Symbol.asyncDispose]());

async function newProject(): Promise<string> {
  const id = randomUUID();
  await stores.engines.db.insertInto('projects').values({ id, organization_id: 'org', name: id }).execute();
  return id;
}

async function addPrompt(projectId: string, name: string, version: number): Promise<string> {
  const id = randomUUID();
  const prompt = JSON.stringify('Say hello');
  await stores.engines.db
    .insertInto('prompts')
    .values({ id, project_id: projectId, name, version, type: 'text', prompt, created_by: 'u' })
    .execute();
  return id;
}

const find = (projectId: string, ...refs: [string, number][]) =>
  findPromptVersions(
    stores.engines,
    projectId,
    refs.map(([name, version]) => ({ name, version })),
  );

test('many versions are found at once, in the order asked, absent ones as null', async () => {
  const project = await newProject();
  const first = await addPrompt(project, 'greet', 1);
  const second = await addPrompt(project, 'greet', 2);
  const folder = await addPrompt(project, 'a/b "c"\n{d}', 1);
  expect(await find(project, ['greet', 2], ['nope', 1], ['greet', 1], ['a/b "c"\n{d}', 1], ['greet', 2])).toEqual([
    second,
    null,
    first,
    folder,
    second,
  ]);
  expect(await find(project)).toEqual([]);
});

test('another project’s prompt is not found', async () => {
  const [project, other] = [await newProject(), await newProject()];
  await addPrompt(project, 'greet', 1);
  expect(await find(other, ['greet', 1])).toEqual([null]);
});

test.each([
  ['', 1],
  ['a\0b', 1],
  ['a', 0],
  ['a', -1],
  ['a', 1.5],
  ['a', Number.NaN],
  ['a', 2 ** 40],
] as [string, number][])(
  '%j version %d cannot exist and asks no question that PostgreSQL would refuse',
  async (name, version) => {
    expect(await find(await newProject(), [name, version])).toEqual([null]);
  },
);

test('a prompt that was looked for too early is found five seconds later', async () => {
  const project = await newProject();
  expect(await find(project, ['late', 1])).toEqual([null]);
  const id = await addPrompt(project, 'late', 1);
  clock.advance(5001);
  expect(await find(project, ['late', 1])).toEqual([id]);
});

test('erasing a project removes its prompts and no other project’s', async () => {
  const [gone, kept] = [await newProject(), await newProject()];
  for (const project of [gone, kept]) await addPrompt(project, 'greet', 1);
  const { engines } = stores;
  for (let times = 0; times < 2; times++) await eraseProject(engines, { projectId: gone, db: engines.db });
  const left = await engines.db
    .selectFrom('prompts')
    .select('project_id')
    .where('project_id', 'in', [gone, kept])
    .execute();
  expect(left).toEqual([{ project_id: kept }]);
});
