import { expect, test } from 'vitest';
import { renderSql, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { selectionSql } from '../score-selection.ts';
import type { ScoreSelection } from '../score-selection.ts';
import { findScoresSql } from './find-scores.sql.ts';
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

test.each<[string, Sql]>([
  ['list', findScoresSql({ scope, where: sql`1`, direction: 'desc', limit: 51 })],
  [
    'list-by-value',
    findScoresSql({
      scope,
      where: sql`1`,
      key: sql`value`,
      direction: 'asc',
      after: { key: 1, timestampUs: 1, id: 'a' },
      limit: 51,
    }),
  ],
  ['select', findScoresSql({ scope, where: selectionSql(selection), direction: 'desc', limit: 51 })],
  ['of-traces', scoresOfSql({ projectId: 'p', kind: 'trace', ids: ['a', 'b'] })],
  [
    'scored-traces',
    scoredSql({ projectId: 'p', kind: 'trace', id: sql`id` }, { column: 'scores', key: 'q', op: '>', value: 1 }),
  ],
])('%s is asked in this form', async (name, statement) => {
  await expect(renderSql(statement).text).toMatchFileSnapshot(`__sql__/${name}.sql`);
});
