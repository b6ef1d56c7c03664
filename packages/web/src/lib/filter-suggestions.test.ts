import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import { expect, test } from 'vitest';
import { suggestFilter } from './filter-suggestions.ts';

const labels = (draft: string) =>
  suggestFilter(draft, TRACE_COLUMNS, (column) => (column === 'environment' ? ['prod', 'my env'] : [])).map(
    ({ label }) => label,
  );

test('a column comes first, those that start with the text before those that contain it', () => {
  expect(labels('lat')[0]).toBe('latency');
  expect(labels('err')).toEqual(['errorCount']);
  expect(labels('metad')).toEqual(['metadata.…']);
});

test('then a comparison, then a value', () => {
  expect(labels('level ')).toEqual(['=', '!=', 'any of', 'none of']);
  expect(labels('level = er')).toEqual(['ERROR']);
  expect(suggestFilter('environment = my', TRACE_COLUMNS, () => ['my env'])[0]).toMatchObject({
    text: 'environment = "my env"',
    complete: true,
  });
  expect(suggestFilter('userId is n', TRACE_COLUMNS)[0]).toMatchObject({ text: 'userId is null', complete: true });
});

test('values follow the words that people write for = and !=', () => {
  expect(labels('level is ')).toEqual(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR']);
  expect(suggestFilter('level is not er', TRACE_COLUMNS)[0]).toMatchObject({
    text: 'level is not ERROR',
    complete: true,
  });
  expect(labels('environment is ')).toEqual(['is null', 'is not null', 'prod', 'my env']);
});

test('only the condition being typed counts', () => {
  expect(labels('level = ERROR and lat')[0]).toBe('latency');
  expect(labels('not (name contains "a and b" or level ')).toEqual(['=', '!=', 'any of', 'none of']);
});
