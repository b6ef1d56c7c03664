import { randomUUID } from 'node:crypto';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eraseProject } from './erase-project.ts';
import { modelMatcher } from './match-model.ts';
import { insertModel, selectModels } from './store/models.sql.ts';

const clock = testClock();
let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines(clock);
  await stores.engines.db.insertInto('organizations').values({ id: 'org', name: 'Org' }).execute();
});
afterAll(() => stores[Symbol.asyncDispose]());

const DAY_US = 86_400_000_000;

async function newProject(): Promise<string> {
  const id = randomUUID();
  await stores.engines.db.insertInto('projects').values({ id, organization_id: 'org', name: id }).execute();
  return id;
}

async function addModel(
  projectId: string,
  model: { name: string; pattern: string; startUs?: number | null; price?: string },
) {
  const id = randomUUID();
  const tiers = [{ id: randomUUID(), name: 'Standard', conditions: [], prices: { input: model.price ?? '1' } }];
  const definition = { id, name: model.name, pattern: model.pattern, startUs: model.startUs ?? null, tiers };
  expect(
    await insertModel(stores.engines.db, {
      projectId,
      model: definition,
      unit: 'TOKENS',
      now: new Date(clock.nowMs()),
    }),
  ).toBe(true);
  return id;
}

const match = async (projectId: string, name: string, atUs = clock.nowUs()) =>
  (await modelMatcher(stores.engines).match(projectId, name, atUs))?.id ?? null;

describe('which model is meant', () => {
  test('a project without models of its own uses the public price list', async () => {
    const project = await newProject();
    expect(await match(project, 'openai/gpt-4o')).toBe('public-gpt-4o');
    expect(await match(project, 'llama-of-our-own')).toBeNull();
  });

  test('the project’s own model comes before the public one, and only in that project', async () => {
    const [ours, theirs] = [await newProject(), await newProject()];
    const own = await addModel(ours, { name: 'cheap gpt', pattern: '(?i)^gpt-4o' });
    expect(await match(ours, 'GPT-4o')).toBe(own);
    expect(await match(ours, 'gpt-4o-anything')).toBe(own);
    expect(await match(theirs, 'gpt-4o')).toBe('public-gpt-4o');
  });

  test('of several, the one whose prices began last but not after the observation', async () => {
    const project = await newProject();
    const noon = 1_700_000_000_000_000;
    const always = await addModel(project, { name: 'm', pattern: '^m$' });
    const old = await addModel(project, { name: 'm', pattern: '^m$', startUs: noon });
    const recent = await addModel(project, { name: 'm', pattern: '^m$', startUs: noon + DAY_US });
    expect(await match(project, 'm', noon - 1)).toBe(always);
    expect(await match(project, 'm', noon)).toBe(old);
    expect(await match(project, 'm', noon + DAY_US - 1)).toBe(old);
    expect(await match(project, 'm', noon + DAY_US)).toBe(recent);
  });

  test('before all of its own began, the public one', async () => {
    const project = await newProject();
    await addModel(project, { name: 'future', pattern: '^gpt-4o$', startUs: 4_000_000_000_000_000 });
    expect(await match(project, 'gpt-4o')).toBe('public-gpt-4o');
  });

  test('a name that no vendor would give is none, whatever its length', async () => {
    const project = await newProject();
    await addModel(project, { name: 'all', pattern: '.*' });
    expect(await match(project, '')).toBeNull();
    expect(await match(project, 'x'.repeat(100_000))).toBeNull();
  });

  test('a pattern with exponential backtracking elsewhere answers at once', async () => {
    const project = await newProject();
    await addModel(project, { name: 'evil', pattern: '^(a|a|aa)+$' });
    expect(await match(project, `${'a'.repeat(400)}!`)).toBeNull();
  });
});

describe('freshness', () => {
  test('a new model counts within ten seconds, also for a name that was matched before', async () => {
    const project = await newProject();
    expect(await match(project, 'gpt-4o')).toBe('public-gpt-4o');
    const own = await addModel(project, { name: 'own', pattern: '^gpt-4o$' });
    clock.advance(10_001);
    expect(await match(project, 'gpt-4o')).toBe(own);
  });

  test('a model that cannot be read is left out; the others still match', async () => {
    const project = await newProject();
    await addModel(project, { name: 'broken', pattern: '(' });
    const good = await addModel(project, { name: 'good', pattern: '^good$' });
    expect(await match(project, 'good')).toBe(good);
  });
});

test('a stored observation’s model is found by its id, public or the project’s own', async () => {
  const [project, other] = [await newProject(), await newProject()];
  const own = await addModel(project, { name: 'own', pattern: '^own$', price: '0.000001' });
  const matcher = modelMatcher(stores.engines);
  expect((await matcher.find(project, 'public-gpt-4o'))?.name).toBe('gpt-4o');
  expect((await matcher.find(project, own))?.tiers[0]?.prices.get('input')).toBe(1_000_000_000_000n);
  expect(await matcher.find(other, own)).toBeNull();
});

test('erasing a project removes its models and their tiers, and no other project’s', async () => {
  const [gone, kept] = [await newProject(), await newProject()];
  for (const project of [gone, kept]) await addModel(project, { name: 'm', pattern: '^m$' });
  const { engines } = stores;
  for (let times = 0; times < 2; times++) await eraseProject(engines, { projectId: gone, db: engines.db });
  expect(await selectModels(engines.db, gone)).toEqual([]);
  expect(await selectModels(engines.db, kept)).toHaveLength(1);
  const tiers = await engines.db
    .selectFrom('model_tiers')
    .select('project_id')
    .where('project_id', 'in', [gone, kept])
    .execute();
  expect(tiers).toEqual([{ project_id: kept }]);
});
