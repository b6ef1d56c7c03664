import type { BatchExport } from '@tidemark/contract/exports';
import { expect, test } from 'vitest';
import { progressOf } from './export-progress.ts';

const AT = Date.parse('2026-11-20T12:00:00Z');
const run = (change: Partial<BatchExport>): BatchExport => ({
  id: 'x',
  projectId: 'p',
  order: { table: 'traces', environments: [], format: 'csv', compression: 'none' },
  state: 'RUNNING',
  requestedBy: { kind: 'user', name: 'ada@example.com' },
  requestedAt: '2026-11-20T12:00:00Z',
  startedAt: '2026-11-20T12:00:00Z',
  finishedAt: null,
  rows: 0,
  expectedRows: null,
  bytes: 0,
  files: 0,
  error: null,
  keptUntil: null,
  downloadable: false,
  ...change,
});

test('progress says rows, bytes, rate and time left as soon as each can be known, and never more than all', () => {
  expect(progressOf(run({ state: 'QUEUED' }), AT)).toEqual({ share: null, detail: 'waiting for its turn' });
  expect(progressOf(run({}), AT)).toEqual({ share: null, detail: '0 rows' });
  expect(progressOf(run({ rows: 1000, expectedRows: 4000, bytes: 2_500_000 }), AT + 10_000)).toEqual({
    share: 0.25,
    detail: '1,000 of 4,000 rows · 2.5 MB · 100 rows/s · about 30.0 s left',
  });
  // Rows that came meanwhile can make it more than was counted.
  expect(progressOf(run({ rows: 5000, expectedRows: 4000, bytes: 1 }), AT + 10_000).share).toBe(1);
  expect(progressOf(run({ rows: 0, expectedRows: 0 }), AT + 10_000).share).toBe(null);
});
