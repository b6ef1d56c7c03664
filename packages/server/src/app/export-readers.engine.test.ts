import { createHash } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { param, sql } from '#platform/clickhouse/sql';
import { ALL_OBSERVATIONS, exported, fileBytes, fillObservations, newExport, workAll } from './testing-exports.ts';
import { askDuckDb, readParquet } from './testing-parquet.ts';

const ROWS = 4000;

let stores: TestEngines;
let projectId: string;
let files: Buffer[];
beforeAll(async () => {
  stores = await testEngines();
  ({ projectId } = await testPeople(stores.engines).newOrganization());
  await fillObservations(stores.engines, { projectId, to: ROWS });
  await fillObservations(stores.engines, { projectId, from: 50, to: 150, version: 2 });
  const id = await newExport(stores.engines, { projectId, request: ALL_OBSERVATIONS });
  await workAll(stores.engines);
  const done = await exported(stores.engines, { projectId, id });
  if (done.run.rows !== ROWS) throw new Error(`The export ended as ${done.run.state}: ${done.run.error}`);
  files = await fileBytes(stores.engines, done);
});
afterAll(() => stores?.[Symbol.asyncDispose]());

/** Of rows as texts, whatever their order. */
function hashOf(rows: readonly string[]): string {
  return createHash('sha256').update(rows.toSorted().join('\n')).digest('hex');
}

interface Seen {
  count: number;
  cost: string;
  hash: string;
}

/** As our own reads see the project. */
async function inTheStore(): Promise<Seen> {
  const rows = await stores.engines.ch.query({
    sql: sql`SELECT concat(trace_id, '|', id, '|', toString(toUnixTimestamp64Micro(start_time)), '|', toString(usage['input']), '|',
        toString(toDecimalString(cost['total'], 12)), '|', ifNull(input, ''), '|', ifNull(output, '')) AS text,
        toDecimalString(total_cost, 12) AS amount
      FROM observations FINAL WHERE project_id = ${param.string(projectId)}`,
    schema: z.object({ text: z.string(), amount: z.string() }),
    class: 'api',
    who: 'test',
  });
  return {
    count: rows.length,
    cost: sumOf(rows.map(({ amount }) => amount)),
    hash: hashOf(rows.map(({ text }) => text)),
  };
}

/** Of amounts with twelve places, exactly. */
function sumOf(amounts: readonly string[]): string {
  const sum = amounts.reduce((total, amount) => total + BigInt(amount.replace('.', '')), 0n);
  const digits = sum.toString().padStart(13, '0');
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`;
}

test('DuckDB reads our files, and finds the rows, the costs and the contents that we have', async () => {
  const rows = (await askDuckDb(
    files,
    `SELECT trace_id || '|' || id || '|' || epoch_us(start_time)::VARCHAR || '|' || usage['input']::VARCHAR || '|' || cost['total']::VARCHAR
       || '|' || coalesce(input, '') || '|' || coalesce(output, '') AS text FROM files`,
  )) as { text: string }[];
  const [sums] = await askDuckDb(
    files,
    'SELECT count(*)::INTEGER AS count, sum(total_cost)::VARCHAR AS cost FROM files',
  );
  expect({ ...sums, hash: hashOf(rows.map(({ text }) => text)) }).toEqual(await inTheStore());
});

test('a reader of pure JavaScript reads our files, and finds the same', async () => {
  const rows = (await Promise.all(files.map((file) => readParquet(file)))).flat();
  const texts = rows.map((row) => {
    const {
      trace_id: trace,
      id,
      start_time: start,
      usage,
      cost,
      input,
      output,
    } = row as { [column: string]: unknown; start_time: Date };
    const places = 1e12;
    const amount = Math.round(Number(valueOf(cost, 'total')) * places)
      .toString()
      .padStart(13, '0');
    const total = `${amount.slice(0, -12)}.${amount.slice(-12)}`;
    return [trace, id, microsOf(start), valueOf(usage, 'input'), total, input ?? '', output ?? '']
      .map(String)
      .join('|');
  });
  const seen = await inTheStore();
  expect({ count: rows.length, hash: hashOf(texts) }).toEqual({ count: seen.count, hash: seen.hash });
});

function valueOf(map: unknown, key: string): unknown {
  if (Array.isArray(map)) return (map as { key: string; value: unknown }[]).find((entry) => entry.key === key)?.value;
  return (map as Record<string, unknown>)[key];
}

/** Our times in the tests have whole milliseconds. */
const microsOf = (time: Date) => BigInt(time.getTime()) * 1000n;

test('every value has the type that it is of: times, amounts, maps, lists and structures, never text in their place', async () => {
  const described = (await askDuckDb(files, 'DESCRIBE files')) as { column_name: string; column_type: string }[];
  const types = Object.fromEntries(described.map((column) => [column.column_name, column.column_type]));
  expect(types).toMatchObject({
    trace_id: 'VARCHAR',
    is_root: 'BOOLEAN',
    start_time: 'TIMESTAMP WITH TIME ZONE',
    end_time: 'TIMESTAMP WITH TIME ZONE',
    tags: 'VARCHAR[]',
    usage: 'MAP(VARCHAR, UBIGINT)',
    cost: 'MAP(VARCHAR, DECIMAL(18,12))',
    price_lines: 'STRUCT(usage_type VARCHAR, units UBIGINT, price DECIMAL(38,18), "cost" DECIMAL(18,12))[]',
    total_cost: 'DECIMAL(18,12)',
    total_tokens: 'UBIGINT',
    metadata: 'MAP(VARCHAR, VARCHAR)',
    prompt_version: 'UINTEGER',
    ingested_at: 'TIMESTAMP WITH TIME ZONE',
  });
});
