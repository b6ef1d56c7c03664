import { expect, test } from 'vitest';
import { renderSql, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { selectionSql } from '../score-selection.ts';
import type { ScoreSelection } from '../score-selection.ts';
import { candidatesSql, newestSql, scorePageSql } from './find-scores.sql.ts';
import { scoredSql } from './scored.sql.ts';
import { scoresOfSql } from './scores-of.sql.ts';

const scope = { projectId: 'p', fromUs: 1_000_000, toUs: 2_000_000 };
const selection: ScoreSelection = {
  names: ['quality'],
  dataTypes: ['NUMERIC'],
  values: ['good'],
  bounds: [{ sign: '>=', value: 0.5 }],
  isOfTrace: true,
  filter: { column: 'metadata', key: 'region', op: '=', value: 'eu' },
};

const find = { scope, where: sql`1`, direction: 'desc' as const, limit: 51 };
const byValue = { ...find, key: sql`value`, direction: 'asc' as const, after: { key: 1, timestampUs: 1, id: 'a' } };

test.each<[string, Sql]>([
  ['page', scorePageSql({ ...find, where: selectionSql(selection), offset: 51 })],
  ['candidates', candidatesSql(find)],
  ['candidates-by-value', candidatesSql(byValue)],
  ['newest', newestSql(byValue, ['a', 'b'])],
  ['of-traces', scoresOfSql({ projectId: 'p', kind: 'trace', ids: ['a', 'b'] })],
  [
    'scored-traces',
    scoredSql({ projectId: 'p', kind: 'trace', id: sql`id` }, { column: 'scores', key: 'q', op: '>', value: 1 }),
  ],
])('%s is asked in this form', async (name, statement) => {
  await expect(renderSql(statement).text).toMatchFileSnapshot(`__sql__/${name}.sql`);
});
