import type { Names } from './names.ts';

/** A feature that lists what it keeps and forgets it with its project: small, whole, and to be changed. */
export function featureFiles(names: Names): Record<string, string> {
  const { noun, camel, Singular, singular, table } = names;
  const Plural = camel.charAt(0).toUpperCase() + camel.slice(1);
  return {
    'index.ts': `/**
 * ${singular.charAt(0).toUpperCase()}${singular.slice(1)}s of a project. Say here what they are for, what this feature owns, and what it promises.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';

export { ${camel}Router } from './trpc.ts';

export const ${camel} = feature({ name: '${noun}', owns: { postgres: ['${table}'] }, eraseProject });
`,
    [`list-${noun}.ts`]: `import { z } from 'zod';
import { read } from '#kernel/verb';
import { select${Plural} } from './store/${noun}.sql.ts';

export interface ${Singular}View {
  id: string;
  name: string;
  createdAt: string;
}

/** Newest first. */
export const list${Plural} = read({
  input: z.object({}),
  permission: 'project:read',
  async run(ctx): Promise<${Singular}View[]> {
    const rows = await select${Plural}(ctx.db, ctx.projectId);
    return rows.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at.toISOString() }));
  },
});
`,
    [`list-${noun}.engine.test.ts`]: `import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { list${Plural} } from './list-${noun}.ts';

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

test('a project lists its own ${singular}s, newest first, and no other', async () => {
  const people = testPeople(stores.engines);
  const [own, other] = [await people.newOrganization(), await people.newOrganization()];
  const rows = [
    { id: 'old', project_id: own.projectId, name: 'Old', created_at: '2026-01-01T00:00:00Z' },
    { id: 'new', project_id: own.projectId, name: 'New', created_at: '2026-01-02T00:00:00Z' },
    { id: 'foreign', project_id: other.projectId, name: 'Foreign', created_at: '2026-01-03T00:00:00Z' },
  ];
  await stores.engines.db.insertInto('${table}').values(rows).execute();
  const listed = await list${Plural}(await people.project(own.owner, own.projectId), {});
  expect(listed.map(({ id }) => id)).toEqual(['new', 'old']);
});
`,
    'erase-project.ts': `import type { EraseProject } from '#kernel/feature';
import { delete${Plural}OfProject } from './store/${noun}.sql.ts';

export const eraseProject: EraseProject = (_engines, { db, projectId }) => delete${Plural}OfProject(db, projectId);
`,
    'trpc.ts': `import { query, router } from '#kernel/trpc';
import { list${Plural} } from './list-${noun}.ts';

export const ${camel}Router = router({ list: query(list${Plural}) });
`,
    [`store/${noun}.sql.ts`]: `import type { Db } from '#platform/postgres/db';

export function select${Plural}(db: Db, projectId: string) {
  return db
    .selectFrom('${table}')
    .select(['id', 'name', 'created_at'])
    .where('project_id', '=', projectId)
    .orderBy('created_at', 'desc')
    .execute();
}

export async function delete${Plural}OfProject(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('${table}').where('project_id', '=', projectId).execute();
}
`,
  };
}
