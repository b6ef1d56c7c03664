import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillClickHouse } from './testing-clickhouse-rows.ts';
import { DECLARED, exported, fileBytes, newExport, workAll } from './testing-exports.ts';
import { readParquet } from './testing-parquet.ts';

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores?.[Symbol.asyncDispose]());

test('every export table, with every column that it declares, is written in every format', async () => {
  const { engines, pool } = stores;
  const { projectId } = await testPeople(engines).newOrganization();
  await fillClickHouse(engines.ch, projectId);
  await pool.query(`INSERT INTO models (id, project_id, name, match_pattern) VALUES ('m1', $1, 'a-model', 'a-.*')`, [
    projectId,
  ]);
  await pool.query(
    `INSERT INTO model_tiers (id, model_id, project_id, name, position, prices) VALUES ('t1', 'm1', $1, 'all', 0, '{"input": "0.000001"}')`,
    [projectId],
  );
  await pool.query(
    `INSERT INTO prompts (id, project_id, name, version, type, prompt, labels, created_by) VALUES ('p1', $1, 'greet', 1, 'text', '"Hello"', '{live}', 'me')`,
    [projectId],
  );
  const tables = [...DECLARED.tables.values()].map((table) => {
    const computed = table.kind === 'telemetry' ? (table.computed?.columns ?? []) : [];
    return { table: table.name, columns: [...table.columns, ...computed].map(({ name }) => name) };
  });
  for (const format of ['parquet', 'csv', 'jsonl', 'json'] as const) {
    // What the catalog is filled with was stored at no particular time.
    const id = await newExport(engines, { projectId, request: { tables, format }, cutUs: Date.UTC(2200, 0) * 1000 });
    await workAll(engines);
    const done = await exported(engines, { projectId, id });
    expect(done.run, format).toMatchObject({ state: 'COMPLETED', error: null });
    const files = await fileBytes(engines, done);
    expect(new Set(done.files.map(({ table }) => table)), format).toEqual(new Set(tables.map(({ table }) => table)));
    for (const [index, { table }] of done.files.entries()) {
      if (format !== 'parquet') continue;
      const [row = {}] = await readParquet(files[index] ?? Buffer.alloc(0));
      expect(Object.keys(row), table).toEqual(tables.find((one) => one.table === table)?.columns);
    }
  }
});

test('what a trace came to is computed of its steps, and a trace without any has zeros', async () => {
  const { engines } = stores;
  const { projectId } = await testPeople(engines).newOrganization();
  const at = '2026-11-18 10:00:00.000000';
  const stamp = { project_id: projectId, ingested_at: at, row_version: 1 };
  const put = (table: string, rows: object[]) =>
    engines.ch.insert({
      table,
      ndjson: Buffer.from(rows.map((row) => `${JSON.stringify({ ...stamp, ...row })}\n`).join('')),
      class: 'ingest',
      who: 'test',
    });
  await put(
    'traces',
    ['a', 'b'].map((id) => ({ id, timestamp: at, name: `trace ${id}` })),
  );
  const step = {
    trace_id: 'a',
    type: 'GENERATION',
    level: 'ERROR',
    start_time: at,
    end_time: '2026-11-18 10:00:02.000000',
  };
  await put(
    'observations',
    ['1', '2'].map((id) => ({ ...step, id, usage: { input: 3, total: 3 }, cost: { total: 0.5 } })),
  );
  const columns = ['id', 'name', 'observation_count', 'error_count', 'total_tokens', 'total_cost', 'latency_seconds'];
  const filter = { column: 'name', op: 'starts with', value: 'trace' } as const;
  const id = await newExport(engines, {
    projectId,
    request: { tables: [{ table: 'traces', columns, filter }], format: 'jsonl' },
  });
  await workAll(engines);
  const [bytes] = await fileBytes(engines, await exported(engines, { projectId, id }));
  const rows = String(bytes)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
  const none = { observation_count: 0, error_count: 0, total_tokens: 0, total_cost: 0, latency_seconds: 0 };
  expect(rows).toEqual([
    {
      id: 'a',
      name: 'trace a',
      observation_count: 2,
      error_count: 2,
      total_tokens: 6,
      total_cost: 1,
      latency_seconds: 2,
    },
    { id: 'b', name: 'trace b', ...none },
  ]);
});
