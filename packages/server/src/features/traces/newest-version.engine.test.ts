import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { param, sql } from '#platform/clickhouse/sql';
import { observationRow, staleObservationRow } from './store/observation-row.ts';
import { observationRecord } from './testing-records.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await testEngines();
});
afterAll(() => engines?.[Symbol.asyncDispose]());

const HISTORIES = 10_000;
const BASE_US = Date.UTC(2026, 9, 1) * 1000;

/** Versions of one row in the order of writing; some take it back. */
const someHistory = fc.uniqueArray(
  fc.record({ version: fc.integer({ min: 1, max: 9 }), deleted: fc.boolean(), name: fc.constantFrom('a', 'b', 'c') }),
  { selector: ({ version }) => version, minLength: 1, maxLength: 5 },
);

test(
  'B13: of 10,000 random histories of versions, merging and taking the newest read the same, and what the model says',
  { timeout: 240_000 },
  async () => {
    const projectId = randomUUID();
    const histories = fc.sample(someHistory, { numRuns: HISTORIES, seed: 13 });
    const { ch, clock } = engines.engines;
    await using batches = createBatchWriter({ ch, clock });
    const id = (index: number) => `o${String(index).padStart(5, '0')}`;
    for (let round = 0; round < 5; round += 1) {
      const rows = histories.flatMap((history, index) => {
        const one = history[round];
        if (!one) return [];
        const key = { projectId, traceId: 't', id: id(index), startUs: BASE_US + index * 1_000_000 };
        const row = { ...key, rowVersion: one.version, ingestedUs: BASE_US };
        return [one.deleted ? staleObservationRow(row) : observationRow(observationRecord({ ...row, name: one.name }))];
      });
      expect(await batches.write('observations', rows)).toEqual([]);
    }
    const expected = histories.flatMap((history, index) => {
      const newest = history.toSorted((a, b) => b.version - a.version)[0];
      return newest && !newest.deleted ? [{ id: id(index), name: newest.name }] : [];
    });
    const read = (query: ReturnType<typeof sql>) =>
      ch.query({
        sql: query,
        schema: z.object({ id: z.string(), name: z.string() }),
        class: 'ingest',
        who: 'test',
        projectId,
      });
    const mine = sql`project_id = ${param.string(projectId)}`;
    const newest = () =>
      read(sql`SELECT id, name FROM (
    SELECT id, name, is_deleted FROM observations WHERE ${mine}
    ORDER BY row_version DESC LIMIT 1 BY toStartOfMinute(start_time), trace_id, id) WHERE is_deleted = 0 ORDER BY id`);
    const merged = () => read(sql`SELECT id, name FROM observations FINAL WHERE ${mine} ORDER BY id`);
    expect(await newest()).toEqual(expected);
    expect(await merged()).toEqual(expected);
    await ch.command({ sql: sql`OPTIMIZE TABLE observations FINAL`, class: 'ingest', who: 'test' });
    expect(await newest()).toEqual(expected);
    expect(await merged()).toEqual(expected);
  },
);
