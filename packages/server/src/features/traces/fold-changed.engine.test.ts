import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ObservationChange } from '#domain/merge/change';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import { sql } from '#platform/clickhouse/sql';
import { foldChanged } from './fold-changed.ts';
import { listObservations } from './list-observations.ts';
import { countRows } from './store/count-rows.sql.ts';
import { testProject } from './testing-project.ts';
import { observationRecord, unpriced } from './testing-records.ts';
import { writeEvents } from './write-events.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await testEngines();
});
afterAll(() => engines?.[Symbol.asyncDispose]());

function nameChange(projectId: string, entityId: string, said: { atUs: number; name?: string; model?: string }) {
  const { atUs, ...set } = said;
  const write = {
    atUs,
    rank: 1 as const,
    kind: 'create' as const,
    by: `${atUs}`,
    set,
    first: { traceId: 'one trace' },
  };
  const change: ObservationChange = {
    projectId,
    entityId,
    changeId: `${entityId} ${atUs}`,
    ingestedUs: atUs,
    writes: [write],
  };
  return change;
}

test('a segment that touches more observations than one query can name is folded with all that was said before', async () => {
  const { ch, clock } = engines.engines;
  await using batches = createBatchWriter({ ch, clock, limits: { idleMs: 2 } });
  const projectId = randomUUID();
  const ids = Array.from({ length: 5_000 }, () => randomUUID());
  const first = ids.map((id) => nameChange(projectId, id, { atUs: 1_000_000, name: `name of ${id}` }));
  const second = ids.map((id) => nameChange(projectId, id, { atUs: 2_000_000, model: `model of ${id}` }));
  const refused = await writeEvents(
    { ch, batches },
    { projectId, observations: [], observationChanges: first, traceChanges: [], enrich: unpriced },
  );
  expect(refused).toEqual([]);
  const folded = await foldChanged(ch, { projectId, observationChanges: second, traceChanges: [] });
  expect(folded.observations.map(({ id, name, model }) => ({ id, name, model }))).toHaveLength(ids.length);
  for (const { id, name, model } of folded.observations)
    expect({ id, name, model }).toEqual({ id, name: `name of ${id}`, model: `model of ${id}` });
});

test('of two versions of an observation in one insert, every read sees the newer one only', async () => {
  const { ch, clock } = engines.engines;
  await using batches = createBatchWriter({ ch, clock, limits: { idleMs: 2 } });
  const projectId = randomUUID();
  const given = { projectId, traceId: 'one trace', id: 'one', startUs: 1_700_000_000_000_000 };
  const versions = [1, 3, 2].map((rowVersion) =>
    observationRecord({ ...given, rowVersion, name: `version ${rowVersion}` }),
  );
  await writeEvents(
    { ch, batches },
    { projectId, observations: versions, observationChanges: [], traceChanges: [], enrich: unpriced },
  );
  const scope = { projectId, fromUs: 0, toUs: 2_000_000_000_000_000 };
  expect(await countRows(ch, { table: 'observations', scope, where: sql`1` }, 'ui')).toBe(1);
  const { rows } = await listObservations(testProject(engines.engines, projectId), {});
  expect(rows.map(({ name }) => name)).toEqual(['version 3']);
});
