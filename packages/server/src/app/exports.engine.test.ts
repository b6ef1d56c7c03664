import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALL_OBSERVATIONS, exported, fileBytes, fillObservations, newExport, workAll } from './testing-exports.ts';

let stores: TestEngines;
let newProject: () => Promise<string>;
beforeAll(async () => {
  stores = await testEngines();
  const people = testPeople(stores.engines);
  newProject = async () => (await people.newOrganization()).projectId;
});
afterAll(() => stores?.[Symbol.asyncDispose]());

test('every row is in exactly one file, in the order of the key, and the manifest says so', async () => {
  const { engines } = stores;
  const projectId = await newProject();
  await fillObservations(engines, { projectId, to: 5000 });
  const id = await newExport(engines, { projectId, request: { ...ALL_OBSERVATIONS, format: 'jsonl' } });
  await workAll(engines);
  const done = await exported(engines, { projectId, id });
  expect(done.run).toMatchObject({ state: 'COMPLETED', rows: 5000, expectedRows: 5000, truncated: false, error: null });
  expect(done.files.length).toBeGreaterThan(2);
  const bytes = await fileBytes(engines, done);
  const rows = bytes.flatMap((one) =>
    one
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { id: string; start_time: string; trace_id: string }),
  );
  expect(new Set(rows.map((row) => row.id)).size).toBe(5000);
  const places = rows.map(({ start_time: start, trace_id: trace, id: step }) =>
    [start.slice(0, 16), trace, step].join(' '),
  );
  expect(new Set(places.map((place) => place.slice(0, 16)))).toEqual(
    new Set(places.map((place) => place.slice(0, 16)).toSorted()),
  );
  expect(done.manifest).toMatchObject({ runId: id, projectId, rows: 5000, truncated: false });
  expect(done.manifest?.files).toHaveLength(done.files.length);
  expect(done.stored).toEqual(['manifest.json', ...done.files.map(({ name }) => name)]);
});
