import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import type { Condition } from '@tidemark/contract/filter';
import { expect, test } from 'vitest';
import { draftOf, readDraft, startDraft } from './condition-draft.ts';

test('a condition survives being edited without a change', () => {
  const conditions: Condition[] = [
    { column: 'name', op: 'contains', value: 'a "quoted" \\ thing' },
    { column: 'metadata', key: 'user.tier level', op: '=', value: 3 },
    { column: 'tags', op: 'all of', value: ['a, b', 'c'] },
    { column: 'latency', op: '>=', value: 0.25 },
    { column: 'bookmarked', op: '=', value: true },
    { column: 'userId', op: 'is null' },
  ];
  for (const condition of conditions)
    expect(readDraft(draftOf(condition), TRACE_COLUMNS)).toEqual({ ok: true, condition });
});

test('an unfinished draft says what is missing', () => {
  expect(readDraft(startDraft('latency', TRACE_COLUMNS), TRACE_COLUMNS)).toEqual({
    ok: false,
    message: 'Give a value',
  });
  expect(readDraft(startDraft('metadata', TRACE_COLUMNS), TRACE_COLUMNS)).toEqual({
    ok: false,
    message: 'Say which key',
  });
  expect(readDraft({ ...startDraft('latency', TRACE_COLUMNS), values: ['fast'] }, TRACE_COLUMNS)).toMatchObject({
    ok: false,
  });
});
