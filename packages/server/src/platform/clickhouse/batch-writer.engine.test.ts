import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { systemClock } from '../clock/clock.ts';
import { jsonRow } from './batch-row.ts';
import type { BatchRow } from './batch-row.ts';
import { createBatchWriter } from './batch-writer.ts';
import { connectClickHouse } from './client.ts';
import type { ClickHouse } from './client.ts';
import { param, sql } from './sql.ts';
import { trustedSql } from './trusted-sql.ts';
import '@tidemark/server/testing';

const clock = systemClock();
const table = `batch_${randomUUID().replaceAll('-', '')}`;
let ch: ClickHouse;

beforeAll(async () => {
  ch = connectClickHouse({ url: inject('clickhouseUrl') });
  await run(
    `CREATE TABLE ${table} (run String, at Date, n UInt8) ENGINE = MergeTree PARTITION BY toYYYYMM(at) ORDER BY (run, n)`,
  );
});
afterAll(async () => {
  await run(`DROP TABLE ${table}`);
  await ch[Symbol.asyncDispose]();
});

function run(text: string) {
  return ch.command({ sql: trustedSql(text), class: 'ingest', who: 'test' });
}

/** `n` over 255 is a value the column refuses. */
function row(runId: string, n: number | string, month = '2026-11'): BatchRow {
  return jsonRow({ run: runId, at: `${month}-01`, n }, month);
}

function bodyOf(request: Parameters<ClickHouse['insert']>[0]): Buffer {
  return Buffer.concat('body' in request ? request.body : [request.ndjson]);
}

async function stored(runId: string): Promise<number[]> {
  const rows = await ch.query({
    sql: sql`SELECT n FROM ${trustedSql(table)} WHERE run = ${param.string(runId)} ORDER BY n`,
    schema: z.object({ n: z.number() }),
    class: 'ui',
    who: 'test',
  });
  return rows.map(({ n }) => n);
}

test('rows of many callers go in few inserts, and each caller waits for its own', async () => {
  const runId = randomUUID();
  let inserts = 0;
  const counted: ClickHouse = { ...ch, insert: (request) => ((inserts += 1), ch.insert(request)) };
  await using writer = createBatchWriter({ ch: counted, clock, limits: { idleMs: 20 } });
  const callers = Array.from({ length: 50 }, (_, n) => writer.write(table, [row(runId, n)]));
  expect(await Promise.all(callers)).toEqual(callers.map(() => []));
  expect(await stored(runId)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  expect(inserts).toBe(1);
});

test('a row the engine refuses is reported to its caller, and all others are stored', async () => {
  const runId = randomUUID();
  await using writer = createBatchWriter({ ch, clock, limits: { idleMs: 5 } });
  const bad = Array.from({ length: 40 }, (_, n) => row(runId, n === 13 || n === 27 ? 'not a number' : n));
  const [refused, untouched] = await Promise.all([
    writer.write(table, bad),
    writer.write(table, [row(runId, 100), row(runId, 101)]),
  ]);
  expect(refused.map(({ index }) => index)).toEqual([13, 27]);
  expect(refused[0]?.reason).toContain('Cannot');
  expect(untouched).toEqual([]);
  expect(await stored(runId)).toHaveLength(40);
});

test('C01: one bad row among a thousand of five callers is named to its caller, and 999 are stored', async () => {
  const runId = randomUUID();
  await using writer = createBatchWriter({ ch, clock, limits: { idleMs: 5 } });
  const rowsOf = (caller: number) =>
    Array.from({ length: 200 }, (_, n) => row(runId, caller === 3 && n === 77 ? 'not a number' : caller * 200 + n));
  const refused = await Promise.all([0, 1, 2, 3, 4].map((caller) => writer.write(table, rowsOf(caller))));
  expect(refused.map((of) => of.map(({ index }) => index))).toEqual([[], [], [], [77], []]);
  expect(await stored(runId)).toHaveLength(999);
});

test('trouble of the engine is waited out and blames nobody', async () => {
  const runId = randomUUID();
  let failures = 3;
  const shaky: ClickHouse = {
    ...ch,
    insert: (request) =>
      failures-- > 0
        ? Promise.reject(new AppError('unavailable', 'The trace store does not answer'))
        : ch.insert(request),
  };
  const retried: string[] = [];
  await using writer = createBatchWriter({
    ch: shaky,
    clock: { ...clock, sleep: () => Promise.resolve() },
    limits: { idleMs: 5 },
    onRetry: (_error, name) => retried.push(name),
  });
  expect(await writer.write(table, [row(runId, 1)])).toEqual([]);
  expect(await stored(runId)).toEqual([1]);
  expect(retried).toHaveLength(3);
});

test('an error that neither waiting nor splitting mends is the callers', async () => {
  await using writer = createBatchWriter({ ch, clock, limits: { idleMs: 5 } });
  await expect(writer.write('no_such_table', [row('x', 1)])).rejects.toMatchObject({ code: 'internal' });
});

test('B08: an insert spans ten months at most', async () => {
  const runId = randomUUID();
  const months: number[] = [];
  const counted: ClickHouse = {
    ...ch,
    insert(request) {
      const text = bodyOf(request).toString();
      months.push(new Set(text.match(/\d{4}-\d{2}-01/g)).size);
      return ch.insert(request);
    },
  };
  await using writer = createBatchWriter({ ch: counted, clock, limits: { idleMs: 5 } });
  const years = [2023, 2024, 2025].flatMap((year) =>
    Array.from({ length: 12 }, (_, m) => `${year}-${String(m + 1).padStart(2, '0')}`),
  );
  await writer.write(
    table,
    years.map((month, n) => row(runId, n, month)),
  );
  expect(await stored(runId)).toHaveLength(36);
  expect(Math.max(...months)).toBeLessThanOrEqual(10);
});

test('callers wait while too much is not yet stored', async () => {
  const runId = randomUUID();
  const gate = Promise.withResolvers<void>();
  let inFlight = 0;
  const held: ClickHouse = {
    ...ch,
    async insert(request) {
      inFlight += bodyOf(request).length;
      await gate.promise;
      await ch.insert(request);
    },
  };
  const size = row(runId, 1).bytes.length;
  await using writer = createBatchWriter({ ch: held, clock, limits: { idleMs: 1, maxPendingBytes: size * 5 } });
  const all = writer.write(
    table,
    Array.from({ length: 20 }, (_, n) => row(runId, n)),
  );
  await expect.poll(() => inFlight, { timeout: 5000 }).toBeGreaterThan(0);
  expect(inFlight).toBeLessThanOrEqual((size + 2) * 5);
  gate.resolve();
  expect(await all).toEqual([]);
  expect(await stored(runId)).toHaveLength(20);
});

test('while rows of a table are being stored, others of it gather for the next insert', async () => {
  const runId = randomUUID();
  const gate = Promise.withResolvers<void>();
  const sizes: number[] = [];
  const held: ClickHouse = {
    ...ch,
    async insert(request) {
      sizes.push(bodyOf(request).toString().trim().split('\n').length);
      await gate.promise;
      await ch.insert(request);
    },
  };
  await using writer = createBatchWriter({ ch: held, clock, limits: { idleMs: 0, maxWaitMs: 0 } });
  const written = [];
  for (let n = 0; n < 20; n += 1) {
    written.push(writer.write(table, [row(runId, n)]));
    await new Promise((turned) => setTimeout(turned));
  }
  expect(sizes).toEqual([1]);
  gate.resolve();
  expect(await Promise.all(written)).toEqual(written.map(() => []));
  expect(sizes).toEqual([1, 19]);
  expect(await stored(runId)).toHaveLength(20);
});

test('a pause stores rows alone unless more of them were announced, and the last ones do not wait longer', async () => {
  const runId = randomUUID();
  const sizes: number[] = [];
  const counted: ClickHouse = {
    ...ch,
    insert: (request) => (sizes.push(bodyOf(request).toString().trim().split('\n').length), ch.insert(request)),
  };
  await using writer = createBatchWriter({ ch: counted, clock, limits: { idleMs: 5, maxWaitMs: 600_000 } });
  const first = writer.write(table, [row(runId, 0)], { more: true });
  await new Promise((turned) => setTimeout(turned, 30));
  expect(sizes).toEqual([]);
  const last = writer.write(table, [row(runId, 1)]);
  expect(await Promise.all([first, last])).toEqual([[], []]);
  expect(sizes).toEqual([2]);
});

test('disposing stores what waits', async () => {
  const runId = randomUUID();
  const writer = createBatchWriter({ ch, clock, limits: { idleMs: 60_000, maxWaitMs: 60_000 } });
  const written = writer.write(table, [row(runId, 7)]);
  await writer[Symbol.asyncDispose]();
  expect(await written).toEqual([]);
  expect(await stored(runId)).toEqual([7]);
});
