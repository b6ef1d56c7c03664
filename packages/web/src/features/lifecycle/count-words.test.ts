import { expect, test } from 'vitest';
import { countWords } from './count-words.ts';

test('every row of every table is in exactly one line, also of tables that nobody has named', () => {
  const counts = [
    { kind: 'ingestion_counts', count: 3, bytes: 30 },
    { kind: 'observations', count: 40, bytes: 4000 },
    { kind: 'traces', count: 5, bytes: 500 },
    { kind: 'new_table', count: 2, bytes: 1 },
  ];
  const lines = countWords(counts);
  expect(lines).toEqual([
    { kind: 'Traces', count: 5, bytes: 500 },
    { kind: 'Steps', count: 40, bytes: 4000 },
    { kind: 'Everything else', count: 5, bytes: 31 },
  ]);
  expect(countWords([])).toEqual([]);
});
