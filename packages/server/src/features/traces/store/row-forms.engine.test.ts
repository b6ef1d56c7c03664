import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import type { BatchRow } from '#platform/clickhouse/batch-row';
import { param, sql } from '#platform/clickhouse/sql';
import { trustedSql } from '#platform/clickhouse/trusted-sql';
import { observationRecord } from '../testing-records.ts';
import { traceChangeRow } from './change-row.ts';
import { observationRow, staleObservationRow } from './observation-row.ts';
import { staleTraceRow, traceRow } from './trace-row.ts';

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

const Rows = z.record(z.string(), z.unknown());

async function storedRows(table: string, projectId: string, rows: readonly BatchRow[]) {
  {
    await using batches = createBatchWriter({ ...stores.engines, limits: { idleMs: 1 } });
    expect(await batches.write(table, rows)).toEqual([]);
  }
  return stores.engines.ch.query({
    sql: sql`SELECT * FROM ${trustedSql(table)} WHERE project_id = ${param.string(projectId)} ORDER BY ALL`,
    schema: Rows,
    class: 'ingest',
    who: 'test',
  });
}

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', minLength: 100, maxLength: 300 }));
const texts = fc.array(text, { maxLength: 4 });
const map = <T>(value: fc.Arbitrary<T>) => fc.dictionary(text, value, { maxKeys: 4, noNullPrototype: true });
const units = map(fc.nat({ max: Number.MAX_SAFE_INTEGER }));
const money = map(
  fc
    .bigInt({ min: 0n, max: 10n ** 18n - 1n })
    .map((value) => `${value / 10n ** 12n}.${String(value % 10n ** 12n).padStart(12, '0')}`),
);
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const said = fc.record({
  ...{ parentId: text, isRoot: fc.boolean(), name: text, statusMessage: text, environment: text, release: text },
  ...{ version: text, traceName: text, userId: text, sessionId: text, tags: texts, model: text, modelId: text },
  ...{ modelParameters: text, promptId: text, promptName: text, promptVersion: nullable(fc.nat()) },
  ...{ providedUsage: units, usage: units, providedCost: money, cost: money, pricingTier: text },
  ...{
    toolDefinitions: map(text),
    toolCalls: texts,
    toolCallNames: texts,
    input: nullable(text),
    output: nullable(text),
  },
  ...{ metadata: map(text), scopeName: text, sdkName: text, sdkVersion: text, apiKeyId: text, mappedFrom: map(text) },
  ...{ flags: texts, rowVersion: fc.bigInt({ min: 0n, max: 2n ** 53n }).map(Number) },
});

test('an observation is read back as it was written, column by column, whatever is in it', async () => {
  await fc.assert(
    fc.asyncProperty(said, async (given) => {
      const projectId = randomUUID();
      const startUs = 1_763_629_200_123_456;
      const record = observationRecord({ projectId, traceId: 't', id: 'o', startUs, ...given, endUs: startUs + 1 });
      const [stored] = await storedRows('observations', projectId, [observationRow(record)]);
      expect(stored).toMatchObject({
        ...{ project_id: projectId, trace_id: 't', id: 'o', parent_id: given.parentId, is_root: given.isRoot },
        ...{ type: 'SPAN', name: given.name, start_time: '2025-11-20 09:00:00.123456', level: 'DEFAULT' },
        ...{ end_time: '2025-11-20 09:00:00.123457', completion_start_time: null, status_message: given.statusMessage },
        ...{ environment: given.environment, release: given.release, version: given.version },
        ...{ trace_name: given.traceName, user_id: given.userId, session_id: given.sessionId, tags: given.tags },
        ...{ model: given.model, model_id: given.modelId, model_parameters: given.modelParameters },
        ...{ prompt_id: given.promptId, prompt_name: given.promptName, prompt_version: given.promptVersion },
        ...{ provided_usage: given.providedUsage, usage: given.usage, pricing_tier: given.pricingTier },
        ...{ tool_definitions: given.toolDefinitions, tool_calls: given.toolCalls },
        ...{ tool_call_names: given.toolCallNames, input: given.input, output: given.output },
        ...{ metadata: given.metadata, source: 'otel', scope_name: given.scopeName, sdk_name: given.sdkName },
        ...{ sdk_version: given.sdkVersion, api_key_id: given.apiKeyId, mapped_from: given.mappedFrom },
        ...{ flags: given.flags, row_version: given.rowVersion, is_deleted: 0 },
      });
      const amounts = (column: string) =>
        Object.entries(stored?.[column] as Record<string, string>).map(([key, value]) => [key, Number(value)]);
      for (const [column, sent] of [
        ['cost', given.cost],
        ['provided_cost', given.providedCost],
      ] as const)
        expect(amounts(column)).toEqual(Object.entries(sent).map(([key, value]) => [key, Number(value)]));
    }),
    { numRuns: 40, seed: 20_261_120 },
  );
}, 60_000);

test('a row that takes another back has its key and version, and says so', async () => {
  const projectId = randomUUID();
  const key = { projectId, traceId: 't', id: 'o', startUs: 1_763_629_200_000_000 };
  const stale = staleObservationRow({ ...key, ingestedUs: 1_763_629_200_000_001, rowVersion: '18446744073709551615' });
  const [stored] = await storedRows('observations', projectId, [stale]);
  expect(stored).toMatchObject({ id: 'o', trace_id: 't', start_time: '2025-11-20 09:00:00.000000', is_deleted: 1 });
  expect(String(stored?.['row_version'])).toMatch(/^1844674407370955/);
});

test('a trace is read back as it was written, and so is what takes it back', async () => {
  const projectId = randomUUID();
  const trace = {
    ...{ projectId, id: 't', timestampUs: 1_763_629_200_123_456, traceName: 'n', userId: 'u', sessionId: 's' },
    ...{
      tags: ['b', 'a'],
      release: 'r',
      environment: 'e',
      version: 'v',
      input: '',
      output: null,
      metadata: { k: '😀' },
    },
    ...{ isPublic: true, bookmarked: false, ingestedUs: 1_763_629_200_123_457, rowVersion: 3 },
  };
  const rows = await storedRows('traces', projectId, [traceRow(trace), staleTraceRow(trace, 1_763_629_100_000_000)]);
  expect(rows).toMatchObject([
    { id: 't', timestamp: '2025-11-20 08:58:20.000000', name: '', is_deleted: 1, row_version: 3 },
    {
      ...{
        id: 't',
        timestamp: '2025-11-20 09:00:00.123456',
        name: 'n',
        user_id: 'u',
        session_id: 's',
        tags: ['b', 'a'],
      },
      ...{ release: 'r', environment: 'e', version: 'v', input: '', output: null, metadata: { k: '😀' } },
      ...{
        is_public: true,
        bookmarked: false,
        ingested_at: '2025-11-20 09:00:00.123457',
        row_version: 3,
        is_deleted: 0,
      },
    },
  ]);
});

test('a change is read back as it was said', async () => {
  const projectId = randomUUID();
  const change = { projectId, entityId: 't', changeId: 'c', ingestedUs: 1_763_629_200_000_000, writes: [] };
  const rows = await storedRows('telemetry_changes', projectId, [traceChangeRow(change)]);
  expect(rows).toMatchObject([{ entity: 'trace', entity_id: 't', change_id: 'c' }]);
  expect(JSON.parse(rows[0]?.['change'] as string)).toEqual(change);
});
