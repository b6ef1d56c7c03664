import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { connectClickHouse } from './client.ts';
import type { ClickHouse } from './client.ts';
import { isDataError, isRetryable } from './engine-error.ts';
import { param, sql } from './sql.ts';
import '@tidemark/server/testing';

let ch: ClickHouse;
beforeAll(() => {
  ch = connectClickHouse({ url: inject('clickhouseUrl') });
});
afterAll(() => ch[Symbol.asyncDispose]());

const asked = { class: 'ui', who: 'test' } as const;
const Numbers = z.object({ n: z.number() });

test('numbers, decimals and text arrive without loss', async () => {
  const text = "a'b\\c\n\t🌊\u0000{p1:String}";
  const rows = await ch.query({
    sql: sql`SELECT ${param.string(text)} AS text, toUInt64(9007199254740991) AS big, toDecimal128('0.100000000000000001', 18) AS exact,
      ${param.strings([text, ''])} AS texts, ${param.bool(true)} AS flag, map('k', toDecimal64('0.10', 2)) AS costs`,
    schema: z.object({
      text: z.string(),
      big: z.number(),
      exact: z.string(),
      texts: z.array(z.string()),
      flag: z.boolean(),
      costs: z.record(z.string(), z.string()),
    }),
    ...asked,
  });
  expect(rows).toEqual([
    {
      text,
      big: 9_007_199_254_740_991,
      exact: '0.100000000000000001',
      texts: [text, ''],
      flag: true,
      costs: { k: '0.1' },
    },
  ]);
});

test('a list of many long ids is no problem', async () => {
  const ids = Array.from({ length: 2000 }, (_, n) => `${n}-${'x'.repeat(60)}`);
  const rows = await ch.query({ sql: sql`SELECT length(${param.strings(ids)}) AS n`, schema: Numbers, ...asked });
  expect(rows).toEqual([{ n: 2000 }]);
});

test('long values are the same values', async () => {
  const hostile = ["it's", '\\', "\\' OR 1 --", '\0', '\\0', '\n\t🌊{p1:String}', 'x'.repeat(200_000)];
  const [row] = await ch.query({
    sql: sql`SELECT ${param.strings(hostile)} AS texts, ${param.string(hostile.join(''))} AS text, ${param.float(-1.5)} AS n`,
    schema: z.object({ texts: z.array(z.string()), text: z.string(), n: z.number() }),
    ...asked,
  });
  expect(row).toEqual({ texts: hostile, text: hostile.join(''), n: -1.5 });
});

test('a row that is not as declared is an error, never a wrong number', async () => {
  const query = ch.query({ sql: sql`SELECT 'x' AS n`, schema: Numbers, ...asked });
  await expect(query).rejects.toMatchObject({ code: 'internal', cause: { message: expect.stringContaining('test') } });
});

test('a query that would take too much memory says what to do', async () => {
  const heavy = ch.query({
    sql: sql`SELECT length(groupArray(toString(number) || 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')) AS n FROM numbers(20000000)
      SETTINGS max_memory_usage = 50000000`,
    schema: Numbers,
    ...asked,
  });
  await expect(heavy).rejects.toMatchObject({
    code: 'invalid',
    httpStatus: 422,
    message: expect.stringContaining('ran out of memory. Narrow the time range'),
  });
});

test('a query that would take too long says what to do', async () => {
  const slow = ch.query({
    sql: sql`SELECT count() AS n FROM numbers(100000000000) WHERE cityHash64(number) = 1 SETTINGS max_execution_time = 1`,
    schema: Numbers,
    ...asked,
  });
  await expect(slow).rejects.toMatchObject({ code: 'invalid', httpStatus: 422, details: { ranOutOf: 'time' } });
});

test('an engine that is not there is unavailable, and worth another try', async () => {
  await using nowhere = connectClickHouse({ url: 'http://127.0.0.1:1' });
  const error = await nowhere
    .query({ sql: sql`SELECT 1 AS n`, schema: Numbers, ...asked })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(isRetryable(error)).toBe(true);
  expect(isDataError(error)).toBe(false);
  expect(await nowhere.ping()).toBe(false);
});

test('large answers come in batches', async () => {
  let batches = 0;
  let rows = 0;
  const stream = ch.stream({
    sql: sql`SELECT number AS n FROM numbers(200000)`,
    schema: Numbers,
    class: 'export',
    who: 'test',
  });
  for await (const batch of stream) {
    batches += 1;
    rows += batch.length;
  }
  expect(rows).toBe(200_000);
  expect(batches).toBeGreaterThan(1);
});

test('limits of one query are not the next one’s', async () => {
  await ch.query({ sql: sql`SELECT 1 AS n SETTINGS max_result_rows = 7`, schema: Numbers, ...asked });
  const settings = await ch.query({
    sql: sql`SELECT toUInt64(value) AS n FROM system.settings WHERE name = 'max_result_rows'`,
    schema: Numbers,
    ...asked,
  });
  expect(settings).toEqual([{ n: 0 }]);
});

test('every query says its class and who asked', async () => {
  const rows = await ch.query({
    sql: sql`SELECT value FROM system.settings WHERE name IN ('log_comment', 'workload') ORDER BY name`,
    schema: z.object({ value: z.string() }),
    class: 'api',
    who: 'traces.list',
    projectId: 'p',
  });
  expect(rows.map(({ value }) => value)).toEqual(['{"class":"api","who":"traces.list","projectId":"p"}', 'api']);
});
