import { randomUUID } from 'node:crypto';
import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayRole } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { AuditEntry, ProjectCtx } from '#kernel/ctx';
import { createModel } from './create-model.ts';
import { deleteModel } from './delete-model.ts';
import { listModels } from './list-models.ts';

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
  await stores.engines.db.insertInto('organizations').values({ id: 'org', name: 'Org' }).execute();
});
afterAll(() => stores[Symbol.asyncDispose]());

async function projectAs(role: Role): Promise<ProjectCtx & { entries: AuditEntry[] }> {
  const id = randomUUID();
  await stores.engines.db.insertInto('projects').values({ id, organization_id: 'org', name: id }).execute();
  const entries: AuditEntry[] = [];
  return {
    ...stores.engines,
    organizationId: OrganizationId.parse('org'),
    projectId: ProjectId.parse(id),
    actor: { kind: 'user', id: 'u', name: 'u@example.com', may: (permission) => mayRole(role, permission) },
    audit: (entry) => Promise.resolve(void entries.push(entry)),
    entries,
  };
}

const input = {
  name: 'our-llama',
  pattern: '(?i)^our-llama',
  startAt: '2026-01-01T00:00:00Z',
  tiers: [
    { name: 'Standard', prices: { input: '0.0000001', output: '2e-7' } },
    {
      name: 'Large',
      conditions: [{ usage: 'input', op: 'gt' as const, value: 1000 }],
      prices: { input: '0.0000002' },
    },
  ],
};

test('a model that was created is listed first, as it was given, and recorded', async () => {
  const ctx = await projectAs('ADMIN');
  const created = await createModel(ctx, input);
  const { models, publicPricesAsOf } = await listModels(ctx, {});
  expect(models[0]).toEqual(created);
  expect(created).toMatchObject({ name: 'our-llama', origin: 'project', startAt: '2026-01-01T00:00:00.000Z' });
  expect(created.tiers.map((tier) => tier.prices)).toEqual(input.tiers.map((tier) => tier.prices));
  expect(models.filter((model) => model.origin === 'public').length).toBeGreaterThanOrEqual(167);
  expect(publicPricesAsOf).toBe('2026-08-20');
  expect(ctx.entries).toMatchObject([{ action: 'models.create', entityId: created.id }]);
});

test('the same name from the same time on is a conflict and changes nothing; from another time it is not', async () => {
  const ctx = await projectAs('ADMIN');
  await createModel(ctx, input);
  await expect(createModel(ctx, input)).rejects.toMatchObject({ code: 'conflict' });
  await createModel(ctx, { ...input, startAt: null });
  await expect(createModel(ctx, { ...input, startAt: null })).rejects.toMatchObject({ code: 'conflict' });
  expect((await listModels(ctx, {})).models.filter((model) => model.origin === 'project')).toHaveLength(2);
});

test.each([
  ['a pattern that is no RE2', { ...input, pattern: '(?=x)' }],
  ['no tier without conditions', { ...input, tiers: [input.tiers[1]!] }],
  ['two tiers without conditions', { ...input, tiers: [input.tiers[0]!, { ...input.tiers[0]!, name: 'Other' }] }],
])('%s is refused with the reason, and nothing is kept', async (_, wrong) => {
  const ctx = await projectAs('ADMIN');
  await expect(createModel(ctx, wrong)).rejects.toMatchObject({ code: 'invalid' });
  expect((await listModels(ctx, {})).models[0]?.origin).toBe('public');
  expect(ctx.entries).toEqual([]);
});

test.each([
  ['a negative price', { ...input, tiers: [{ name: 'S', prices: { input: '-1' } }] }],
  ['a price in words', { ...input, tiers: [{ name: 'S', prices: { input: 'free' } }] }],
  ['a tier without prices', { ...input, tiers: [{ name: 'S', prices: {} }] }],
  ['two tiers of one name', { ...input, tiers: [input.tiers[0]!, { ...input.tiers[1]!, name: 'Standard' }] }],
  ['an empty name', { ...input, name: ' ' }],
  ['a time that is none', { ...input, startAt: 'tomorrow' }],
])('%s does not pass the input', async (_, wrong) => {
  await expect(createModel(await projectAs('ADMIN'), wrong)).rejects.toMatchObject({ name: 'ZodError' });
});

test('a model is deleted once, by its own project only', async () => {
  const [ctx, other] = [await projectAs('OWNER'), await projectAs('OWNER')];
  const { id } = await createModel(ctx, input);
  await expect(deleteModel(other, { modelId: id })).rejects.toMatchObject({ code: 'not_found' });
  await deleteModel(ctx, { modelId: id });
  await expect(deleteModel(ctx, { modelId: id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(deleteModel(ctx, { modelId: 'public-gpt-4o' })).rejects.toMatchObject({ code: 'not_found' });
  expect(ctx.entries.map((entry) => entry.action)).toEqual(['models.create', 'models.delete']);
});

test('who may only read lists and does not change', async () => {
  const ctx = await projectAs('MEMBER');
  expect((await listModels(ctx, {})).models.length).toBeGreaterThan(0);
  await expect(createModel(ctx, input)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(deleteModel(ctx, { modelId: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
});

test('text that the database cannot keep is invalid, never an internal error', async () => {
  const ctx = await projectAs('OWNER');
  for (const bad of ['nul\u0000byte', 'half a pair \u{d800}']) {
    const refused = [
      createModel(ctx, { ...input, name: bad }),
      createModel(ctx, { ...input, pattern: bad }),
      createModel(ctx, { ...input, tiers: [{ name: bad, prices: { input: '1' } }] }),
      createModel(ctx, { ...input, tiers: [{ name: 'all', prices: { [bad]: '1' } }] }),
      deleteModel(ctx, { modelId: bad }),
    ];
    for (const attempt of refused) await expect(attempt).rejects.toThrow('must not contain NUL characters');
  }
});
