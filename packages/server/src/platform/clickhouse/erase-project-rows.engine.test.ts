import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { countProjectRows, countUnsettled, engineNowUs, projectTables } from './count-project-rows.ts';
import { eraseProjectRows } from './erase-project-rows.ts';
import { param, sql } from './sql.ts';

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

const TABLE = 'scores';
const newProject = () => stores.engines.clock.newId();
const eraseScores = (projectId: string) => eraseProjectRows(stores.engines, { table: TABLE, projectId, who: 'test' });

async function write(projectId: string, options: { versions?: number; rows?: number } = {}) {
  const { versions = 1, rows = 10 } = options;
  for (let version = 1; version <= versions; version += 1) {
    const lines = Array.from({ length: rows }, (_, n) => ({
      project_id: projectId,
      id: `s${n}`,
      timestamp: '2026-11-18 10:00:00.000000',
      name: 'n',
      row_version: version,
    }));
    const ndjson = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await stores.engines.ch.insert({ table: TABLE, ndjson, class: 'ingest', who: 'test' });
  }
}

const rowsOf = async (projectId: string) =>
  (await countProjectRows(stores.engines.ch, { table: TABLE, projectId })).rows;

test('F20: all versions of a project’s rows go at once, in whatever part they are, and none of a neighbour’s', async () => {
  const [erased, neighbour] = [newProject(), newProject()];
  for (const project of [erased, neighbour]) await write(project, { versions: 5 });
  expect(await rowsOf(erased)).toBeGreaterThanOrEqual(10);
  await eraseScores(erased);
  expect(await rowsOf(erased)).toBe(0);
  expect(await rowsOf(neighbour)).toBeGreaterThanOrEqual(10);
  await eraseScores(erased);
});

test('F09: rows that a light delete only masked are counted still, and are removed', async () => {
  const projectId = newProject();
  await write(projectId);
  await stores.engines.ch.command({
    sql: sql`DELETE FROM scores WHERE project_id = ${param.string(projectId)} SETTINGS lightweight_deletes_sync = 2`,
    class: 'purge',
    who: 'test',
  });
  expect(await rowsOf(projectId)).toBe(10);
  await eraseScores(projectId);
  expect(await rowsOf(projectId)).toBe(0);
});

test('F11: an identical delete that was done before is not taken for this one', async () => {
  const projectId = newProject();
  await write(projectId);
  await eraseScores(projectId);
  await write(projectId);
  expect(await rowsOf(projectId)).toBe(10);
  await eraseScores(projectId);
  expect(await rowsOf(projectId)).toBe(0);
});

test('parts that a delete replaced leave the disk within seconds, and are counted until they have', async () => {
  const projectId = newProject();
  await write(projectId, { rows: 1000 });
  await eraseScores(projectId);
  const beforeUs = await engineNowUs(stores.engines.ch);
  const tables = await projectTables(stores.engines.ch);
  expect(tables).toContain(TABLE);
  const unsettled = () => countUnsettled(stores.engines.ch, { tables, projectId, beforeUs });
  await vi.waitFor(async () => expect(await unsettled()).toEqual({ mutations: 0, supersededParts: 0 }), {
    timeout: 30_000,
    interval: 100,
  });
});

test('F12: a count that the engine does not answer is an error, never zero', async () => {
  const refused = countProjectRows(stores.engines.ch, { table: 'no_such_table', projectId: 'p' });
  await expect(refused).rejects.toMatchObject({ code: 'internal' });
});
