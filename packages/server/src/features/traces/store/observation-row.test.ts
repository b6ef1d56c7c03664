import { expect, test } from 'vitest';
import { observationRow } from './observation-row.ts';
import { observationRecord } from '../testing-records.ts';

const ids = { projectId: 'p', traceId: 't', id: 'o', startUs: 1_763_629_200_123_456 };

test('a row leaves out what the engine fills in, and nothing else', () => {
  const { json, partition } = observationRow(observationRecord({ ...ids, parentId: 'root' }));
  expect(partition).toBe('202511');
  expect(JSON.parse(json)).toEqual({
    project_id: 'p',
    trace_id: 't',
    id: 'o',
    parent_id: 'root',
    type: 'SPAN',
    start_time: '2025-11-20 09:00:00.123456',
    level: 'DEFAULT',
    environment: 'default',
    source: 'otel',
    ingested_at: '2025-11-20 09:00:00.123456',
    row_version: 1,
  });
});

test('empty payloads, zeroes and awkward text are values', () => {
  const said = {
    input: '',
    output: '"\n\u0000\u2028é',
    promptVersion: 0,
    usage: { input: 0 },
    metadata: { 'a"b': '' },
  };
  const row = JSON.parse(observationRow(observationRecord({ ...ids, ...said })).json) as Record<string, unknown>;
  const { promptVersion, ...columns } = said;
  expect(row).toMatchObject({ ...columns, prompt_version: promptVersion, is_root: true });
});
