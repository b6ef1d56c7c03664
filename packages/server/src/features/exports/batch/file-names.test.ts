import { expect, test } from 'vitest';
import { contentTypeOf, fileName } from './file-names.ts';

const run = (format: 'parquet' | 'csv' | 'jsonl' | 'json', compression: 'none' | 'gzip' | 'zstd' = 'none') => ({
  id: '0199f2a0-1111-7222-8333-00aabbccddee',
  createdAt: new Date('2026-11-20T14:02:31Z'),
  request: { tables: [{ table: 'traces' }], format, compression },
});

test('a file is named for its table, its time and its export, and ends as what it is', () => {
  expect(fileName(run('parquet'))).toBe('traces-20261120-1402-bbccddee.parquet');
  expect(fileName(run('csv', 'gzip'), 7)).toBe('traces-20261120-1402-bbccddee-0007.csv.gz');
  expect(fileName(run('jsonl', 'zstd'))).toBe('traces-20261120-1402-bbccddee.jsonl.zst');
  expect(fileName(run('parquet', 'gzip'))).toBe('traces-20261120-1402-bbccddee.parquet');
  expect(contentTypeOf({ format: 'parquet', compression: 'gzip' })).toBe('application/vnd.apache.parquet');
  expect(contentTypeOf({ format: 'json', compression: 'gzip' })).toBe('application/gzip');
});
