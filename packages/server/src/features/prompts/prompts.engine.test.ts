import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { testProject, testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#domain/permissions';
import type { ProjectCtx } from '#kernel/ctx';
import { openBarrier } from '#platform/postgres/barrier';
import { connectNotifications } from '#platform/postgres/notifications';
import { createPrompt } from './create-prompt.ts';
import { getPrompt } from './get-prompt.ts';
import { setPromptLabels } from './label-prompt.ts';
import { promptTrash, promptVersionTrash } from './prompt-trash.ts';
import { setProtectedLabels } from './protected-labels.ts';

let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;
beforeAll(async () => {
  stores = await testEngines();
  server = await testServer(stores);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

interface Answer {
  status: number;
  body: Record<string, unknown> & { message: string };
  deletionId: string;
}

/** A project and its key, asked as an SDK does. */
async function newProject() {
  const { projectId, authorization } = await testProject(stores.engines);
  const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object): Promise<Answer> => {
    const url = `/api/public/${path}`;
    const answer = await server.inject({ method, url, headers: { authorization }, ...(payload ? { payload } : {}) });
    const body = answer.body === '' ? {} : (JSON.parse(answer.body) as Answer['body']);
    return {
      status: answer.statusCode,
      body: body as Answer['body'],
      deletionId: String(answer.headers['x-tidemark-deletion-id']),
    };
  };
  const create = (payload: object) => ask('POST', 'v2/prompts', payload);
  const get = (name: string, query = '') => ask('GET', `v2/prompts/${encodeURIComponent(name)}${query}`);
  return { projectId, ask, create, get };
}

const refer = (name: string, which: string) => `@@@langfusePrompt:name=${name}|${which}@@@`;

test('versions count up, labels move to the newest that claims them, tags are those of all versions', async () => {
  const { create, get, ask } = await newProject();
  const first = await create({
    name: 'chat/greet',
    prompt: 'Hi {{name}}',
    labels: ['production'],
    tags: ['a'],
    config: { t: 1 },
  });
  expect(first).toMatchObject({
    status: 201,
    body: { version: 1, type: 'text', labels: ['production', 'latest'], createdBy: 'API' },
  });
  const second = await create({
    name: 'chat/greet',
    type: 'text',
    prompt: 'Hello',
    labels: ['production', 'latest'],
    tags: ['b'],
    commitMessage: 'shorter',
  });
  expect(second.body).toMatchObject({
    version: 2,
    labels: ['production', 'latest'],
    tags: ['b'],
    commitMessage: 'shorter',
  });
  expect((await get('chat/greet')).body).toMatchObject({
    version: 2,
    prompt: 'Hello',
    isActive: true,
    resolutionGraph: null,
  });
  expect((await get('chat/greet', '?version=1')).body).toMatchObject({
    labels: [],
    tags: ['b'],
    config: { t: 1 },
    isActive: false,
  });
  expect((await get('chat/greet', '?label=latest')).body).toMatchObject({ version: 2 });
  const moved = await ask('PATCH', 'v2/prompts/chat%2Fgreet/versions/1', { newLabels: ['production', 'staging'] });
  expect(moved).toMatchObject({ status: 200, body: { version: 1, labels: ['production', 'staging'] } });
  expect((await get('chat/greet')).body).toMatchObject({ version: 1 });
  expect((await get('chat/greet', '?version=2')).body).toMatchObject({ labels: ['latest'] });
});

test('what clients rely on to fall back: 404 says which prompt and label, and a version excludes a label', async () => {
  const { create, get } = await newProject();
  expect(await get('none')).toMatchObject({
    status: 404,
    body: { message: "Prompt not found: 'none' with label 'production'", error: 'LangfuseNotFoundError' },
  });
  await create({ name: 'there', prompt: 'x' });
  expect(await get('there')).toMatchObject({ status: 404 });
  expect(await get('there', '?version=7')).toMatchObject({
    status: 404,
    body: { message: "Prompt not found: 'there' with version 7" },
  });
  expect(await get('there', '?version=1&label=latest')).toMatchObject({
    status: 400,
    body: { message: 'Cannot specify both version and label' },
  });
  expect(await get('there', '?version=&label=latest')).toMatchObject({ status: 200, body: { version: 1 } });
});

test('chat prompts keep their messages and placeholders, and the type of a name does not change', async () => {
  const { create, get } = await newProject();
  const prompt = [
    { role: 'system', content: 'You are {{who}}', cache: true },
    { type: 'placeholder', name: 'history' },
    { type: 'chatmessage', role: 'user', content: 'Go' },
  ];
  expect(await create({ name: 'c', type: 'chat', prompt, labels: ['production'] })).toMatchObject({ status: 201 });
  expect((await get('c')).body).toMatchObject({ type: 'chat', prompt });
  expect(await create({ name: 'c', type: 'text', prompt: 'x' })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('are chat prompts') },
  });
});

test.each([
  [{ name: 'a|b', prompt: 'x' }],
  [{ name: 'new', prompt: 'x' }],
  [{ name: 'a//b', prompt: 'x' }],
  [{ name: '', prompt: 'x' }],
  [{ name: 'n'.repeat(256), prompt: 'x' }],
  [{ name: 'n\u0000', prompt: 'x' }],
  [{ name: 'n', prompt: 'x\u0000' }],
  [{ name: 'n', prompt: ['x'], type: 'chat' }],
  [{ name: 'n', prompt: 'x', type: 'chat' }],
  [{ name: 'n', prompt: 'x', labels: ['Production'] }],
  [{ name: 'n', prompt: 'x', labels: ['l'.repeat(37)] }],
  [{ name: 'n', prompt: 'x', config: { deep: 'y\u0000' } }],
  [{ name: 'n', prompt: 'x', commitMessage: 'm'.repeat(501) }],
])('a wrong version is refused and makes nothing: %j', async (wrong) => {
  const { create, ask } = await newProject();
  expect(await create(wrong)).toMatchObject({ status: 400, body: { message: 'Invalid request data' } });
  expect((await ask('GET', 'v2/prompts')).body).toMatchObject({ data: [], meta: { totalItems: 0 } });
});

test('lists are by name, with the versions that fit, a page at a time', async () => {
  const { create, ask } = await newProject();
  for (const name of ['a', 'b', 'c'])
    await create({ name, prompt: 'x', tags: name === 'c' ? ['t'] : [], config: { name } });
  await create({ name: 'a', prompt: 'y', labels: ['production'] });
  const list = async (query: string) =>
    (await ask('GET', `v2/prompts${query}`)).body as unknown as {
      data: { name: string; versions: number[]; labels: string[]; lastConfig: unknown }[];
      meta: object;
    };
  const names = async (query: string) => (await list(query)).data.map(({ name }) => name);
  expect((await list('?name=a')).data).toMatchObject([
    { name: 'a', type: 'text', versions: [2, 1], labels: ['latest', 'production'] },
  ]);
  expect(await names('')).toEqual(['a', 'c', 'b']);
  expect(await names('?tag=t')).toEqual(['c']);
  expect((await list('?label=latest&name=a')).data).toMatchObject([{ versions: [2] }]);
  expect(await names('?label=production')).toEqual(['a']);
  const second = await list('?limit=2&page=2');
  expect(second).toMatchObject({ data: [{ name: 'b' }], meta: { page: 2, limit: 2, totalItems: 3, totalPages: 2 } });
  expect(await list('?limit=2&page=3')).toMatchObject({
    data: [],
    meta: { totalItems: 3 },
    pagination: { totalItems: 3 },
  });
  expect(await names('?toUpdatedAt=2020-01-01T00:00:00Z')).toEqual([]);
});

test('many requests at once make one version each, and none twice', async () => {
  const { create, ask } = await newProject();
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, n) => create({ name: 'busy', prompt: `${n}`, labels: ['production'] })),
  );
  expect(made.map(({ status }) => status)).toEqual(made.map(() => 201));
  expect(new Set(made.map(({ body }) => body['version'])).size).toBe(20);
  const [listed] = (await ask('GET', 'v2/prompts?label=production')).body['data'] as { versions: number[] }[];
  expect(listed?.versions).toHaveLength(1);
});

test('references are put in when read, follow their label at once, and what others need is not deleted', async () => {
  const { create, get, ask } = await newProject();
  await create({ name: 'tone', prompt: 'kind', labels: ['production'] });
  await create({ name: 'root', prompt: `Be ${refer('tone', 'label=production')}`, labels: ['production'] });
  const resolved = (await get('root')).body;
  expect(resolved).toMatchObject({ prompt: 'Be kind', resolutionGraph: { root: { name: 'root', version: 1 } } });
  expect((await get('root', '?resolve=false')).body).toMatchObject({
    prompt: `Be ${refer('tone', 'label=production')}`,
    resolutionGraph: null,
  });
  await create({ name: 'tone', prompt: 'brief', labels: ['production'] });
  expect((await get('root')).body).toMatchObject({ prompt: 'Be brief' });
  expect(await ask('DELETE', 'v2/prompts/tone?version=2')).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining("'root' version 1") },
  });
  expect(await ask('DELETE', 'v2/prompts/tone?version=1')).toMatchObject({ status: 204 });
  expect(
    await create({ name: 'tone', prompt: refer('root', 'label=production'), labels: ['production'] }),
  ).toMatchObject({
    status: 400,
    body: { message: 'Circular dependency detected: tone → root → tone' },
  });
  expect((await get('root')).body).toMatchObject({ prompt: 'Be brief' });
});

test('a deleted prompt is not found at once; restored it has its versions, and a suffix where its name was taken', async () => {
  const { projectId, create, get, ask } = await newProject();
  await create({ name: 'p', prompt: 'one', labels: ['production'] });
  await create({ name: 'p', prompt: 'two' });
  expect((await get('p')).status).toBe(200);
  const { status, deletionId } = await ask('DELETE', 'v2/prompts/p');
  expect(status).toBe(204);
  expect((await get('p')).status).toBe(404);
  expect((await ask('DELETE', 'v2/prompts/p')).status).toBe(404);
  expect((await create({ name: 'p', prompt: 'new', type: 'text', labels: ['production'] })).body).toMatchObject({
    version: 3,
  });
  const { db } = stores.engines;
  const operation = { id: deletionId, projectId, entityType: 'prompt', db };
  expect(await promptTrash.restore(stores.engines, operation)).toEqual({
    counts: { prompts: 2 },
    renamed: [{ from: 'p', to: 'p (restored)' }],
  });
  await expect.poll(async () => (await get('p (restored)', '?version=2')).body['prompt']).toBe('two');
  expect((await get('p (restored)')).body).toMatchObject({ version: 1, prompt: 'one' });
  expect((await get('p')).body).toMatchObject({ version: 3, prompt: 'new' });
});

test('a deleted version goes back among the others and leaves them their labels; purged, nothing is left', async () => {
  const { projectId, create, get, ask } = await newProject();
  await create({ name: 'p', prompt: 'one', labels: ['production', 'eu'] });
  await create({ name: 'p', prompt: 'two' });
  const { deletionId } = await ask('DELETE', 'v2/prompts/p?label=production');
  await ask('PATCH', 'v2/prompts/p/versions/2', { newLabels: ['production'] });
  const { db } = stores.engines;
  const operation = { id: deletionId, projectId, entityType: 'prompt-version', db };
  expect(await promptVersionTrash.restore(stores.engines, operation)).toEqual({ counts: { prompts: 1 }, renamed: [] });
  await expect.poll(async () => (await get('p', '?version=1')).body['labels']).toEqual(['eu']);
  expect((await get('p')).body).toMatchObject({ version: 2 });
  const again = await ask('DELETE', 'v2/prompts/p?version=1');
  const purged = await promptVersionTrash.purge(stores.engines, { ...operation, id: again.deletionId });
  expect(purged).toEqual({ prompts: 0 });
  const left = await db.selectFrom('prompts').select('version').where('project_id', '=', projectId).execute();
  expect(left).toEqual([{ version: 2 }]);
});

test('a protected label is moved by an admin and by a key, not by a member', async () => {
  const people = testPeople(stores.engines);
  const { owner, organizationId, projectId } = await people.newOrganization();
  const as = async (role: Role) => people.project(await people.newMember(organizationId, role), projectId);
  const ctx = await people.project(owner, projectId);
  await setProtectedLabels(ctx, { labels: ['production'] });
  await createPrompt(ctx, { name: 'p', prompt: 'one', labels: ['production'] });
  const member = await as('MEMBER');
  await createPrompt(member, { name: 'p', prompt: 'two', labels: ['staging'] });
  for (const change of [
    () => createPrompt(member, { name: 'p', prompt: 'three', labels: ['production'] }),
    () => setPromptLabels(member, { name: 'p', version: 2, labels: ['production'] }),
    () => setPromptLabels(member, { name: 'p', version: 1, labels: [] }),
    () => setProtectedLabels(member, { labels: [] }),
  ])
    await expect(change()).rejects.toMatchObject({ code: 'forbidden' });
  expect(await setPromptLabels(await as('ADMIN'), { name: 'p', version: 2, labels: ['production'] })).toMatchObject({
    labels: ['production', 'latest'],
  });
});

test('once a change has answered, no other process reads what was before', async () => {
  const people = testPeople(stores.engines);
  const { owner, projectId } = await people.newOrganization();
  const ctx = await people.project(owner, projectId);
  const { clock, log, db } = stores.engines;
  await using notifications = await connectNotifications({ url: stores.postgresUrl, clock, log });
  await using barrier = await openBarrier({ db, notifications, clock, log });
  const elsewhere: ProjectCtx = { ...ctx, notifications, barrier };
  await createPrompt(ctx, { name: 'p', prompt: '0', labels: ['production'] });
  for (let n = 1; n <= 25; n += 1) {
    expect(await getPrompt(elsewhere, { name: 'p' })).toMatchObject({ prompt: `${n - 1}` });
    const reading = getPrompt(elsewhere, { name: 'p' });
    await createPrompt(ctx, { name: 'p', prompt: `${n}`, labels: ['production'] });
    await reading;
    expect(await getPrompt(elsewhere, { name: 'p' })).toMatchObject({ prompt: `${n}`, version: n + 1 });
  }
});

test('a prompt that was read is read again without asking the database', async () => {
  const people = testPeople(stores.engines);
  const { owner, projectId } = await people.newOrganization();
  const ctx = await people.project(owner, projectId);
  await createPrompt(ctx, { name: 'p', prompt: 'x', labels: ['production'] });
  await getPrompt(ctx, { name: 'p' });
  const refused = new Proxy(ctx.db, {
    get: () => {
      throw new Error('the database was asked');
    },
  });
  expect(await getPrompt({ ...ctx, db: refused }, { name: 'p' })).toMatchObject({ prompt: 'x' });
  await expect(getPrompt({ ...ctx, db: refused }, { name: 'p', version: 1 })).rejects.toThrow('the database was asked');
});
