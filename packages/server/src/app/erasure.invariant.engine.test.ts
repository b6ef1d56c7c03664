import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProject } from '#features/projects';
import { sql } from '#platform/clickhouse/sql';
import { trustedSql } from '#platform/clickhouse/trusted-sql';
import { FEATURES } from './features.ts';
import { countClickHouse, fillClickHouse } from './testing-clickhouse-rows.ts';
import { countPostgres, fillPostgres } from './testing-postgres-rows.ts';

/** What outlives a project on purpose, each with its reason. */
const KEPT = Object.assign({}, ...FEATURES.map(({ keeps }) => keeps ?? {})) as Record<string, string>;

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

/** Every table that can carry a project, and every blob folder, with how much of the project is in it. */
async function contents(projectId: string): Promise<Record<string, number>> {
  const blobs: Record<string, number> = {};
  for await (const { key } of stores.engines.blob.list(`projects/${projectId}/`)) {
    const folder = `blobs ${key.split('/')[2]}`;
    blobs[folder] = (blobs[folder] ?? 0) + 1;
  }
  return {
    ...(await countPostgres(stores.pool, projectId)),
    ...(await countClickHouse(stores.engines.ch, projectId)),
    ...blobs,
  };
}

async function fill(projectId: string) {
  await fillPostgres(stores.pool, projectId);
  await fillClickHouse(stores.engines.ch, projectId);
  const folders = FEATURES.flatMap(({ owns }) => owns.blobs ?? []);
  for (const name of folders.flatMap((folder) => [`${folder}/a`, `${folder}/2026/b`]))
    await stores.engines.blob.put(`projects/${projectId}/${name}`, Buffer.from(name));
}

async function erase(projectId: string) {
  const { engines } = stores;
  for (const { eraseProject } of FEATURES.toReversed()) await eraseProject?.(engines, { projectId, db: engines.db });
}

test('erasing a project leaves nothing of it anywhere, and takes nothing of its neighbour', async () => {
  const people = testPeople(stores.engines);
  const { owner, organizationId, projectId: erased } = await people.newOrganization();
  const { id: neighbour } = await createProject(await people.organization(owner, organizationId), {
    name: 'Neighbour',
  });
  for (const project of [erased, neighbour]) await fill(project);
  const before = await contents(neighbour);
  expect(Object.entries(before).filter(([, count]) => count === 0)).toEqual([]);
  expect(Object.keys(before).length).toBeGreaterThan(10);

  await erase(erased);
  const left = Object.entries(await contents(erased)).filter(([, count]) => count > 0);
  expect(left.filter(([name]) => !(name in KEPT))).toEqual([]);
  expect(await contents(neighbour)).toEqual(before);

  await erase(erased);
  expect(await contents(neighbour)).toEqual(before);
});

test('T7: what was erased and is stored again, byte for byte, is there again, also where tables remember what was inserted', async () => {
  const { ch } = stores.engines;
  const { projectId } = await testPeople(stores.engines).newOrganization();
  const tables = Object.keys(await countClickHouse(ch, projectId)).map((name) => name.replace('clickhouse ', ''));
  // As replicated tables do by themselves.
  for (const table of tables)
    await ch.command({
      sql: sql`ALTER TABLE ${trustedSql(table)} MODIFY SETTING non_replicated_deduplication_window = 1000`,
      class: 'ingest',
      who: 'test',
    });
  await fillClickHouse(ch, projectId);
  const before = await countClickHouse(ch, projectId);
  await erase(projectId);
  expect(Object.values(await countClickHouse(ch, projectId)).every((count) => count === 0)).toBe(true);
  await fillClickHouse(ch, projectId);
  expect(await countClickHouse(ch, projectId)).toEqual(before);
});
