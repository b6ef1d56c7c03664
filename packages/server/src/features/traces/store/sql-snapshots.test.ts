import { OBSERVATION_COLUMNS } from '@tidemark/contract/columns/observations';
import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import type { Columns } from '@tidemark/contract/columns/column';
import { OPERATORS } from '@tidemark/contract/filter';
import type { ColumnKind, Condition } from '@tidemark/contract/filter';
import { expect, test } from 'vitest';
import { filterToSql } from '#kernel/filter-to-sql';
import type { ColumnSql } from '#kernel/filter-to-sql';
import { renderSql, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { countRowsSql } from './count-rows.sql.ts';
import { findObservationSql } from './find-observation.sql.ts';
import { findTracesByIdSql } from './find-trace.sql.ts';
import { idsOfTracesSql } from './ids-of-traces.sql.ts';
import { loadDetailsSql, loadLinesSql } from './load-observations.sql.ts';
import { observationColumns } from './observation-columns.ts';
import { findObservationKeysSql } from './observation-keys.sql.ts';
import { observationsOfTraceSql } from './observations-of-trace.sql.ts';
import { readChangesSql } from './read-changes.sql.ts';
import { observationSearchSql, traceSearchSql } from './search.sql.ts';
import { searchTraceSql } from './search-trace.sql.ts';
import { skeletonSql } from './skeleton.sql.ts';
import { aggregateTracesSql } from './trace-aggregates.sql.ts';
import { traceColumns } from './trace-columns.ts';
import { findTracesSql } from './trace-list.sql.ts';

const projectId = 'project';
const scope = { projectId, fromUs: 1_763_600_000_000_000, toUs: 1_763_700_000_000_000 };
const where = () => sql`environment = 'production'`;
const keys = [{ trace_id: 't', id: 'o', start_us: 1_763_600_000_000_001, sort_key: 0 }];
const list = { scope, where, limit: 51, withMetadata: false, withPayload: false };

const STATEMENTS: Record<string, Sql> = {
  'list-traces': findTracesSql({ ...list, order: { by: 'timestamp', direction: 'desc' } }),
  'list-traces-after': findTracesSql({
    ...list,
    order: { by: 'text', column: sql`name`, direction: 'asc' },
    after: { key: 'chat', timestampUs: 1_763_600_000_000_001, id: 't' },
  }),
  'list-traces-by-cost': findTracesSql({
    ...list,
    order: { by: 'aggregate', aggregate: 'totalCost', direction: 'desc' },
  }),
  'aggregate-traces': aggregateTracesSql({ scope, traceIds: ['t'] }),
  'ids-of-traces': idsOfTracesSql({ scope, traceIds: ['t'] }),
  'traces-by-id': findTracesByIdSql({ projectId, ids: ['t'], withPayload: true }),
  'search-traces': traceSearchSql(scope, 'Zürich weather'),
  'search-observations': observationSearchSql('Zürich weather'),
  'list-observations': findObservationKeysSql({ scope, where, order: { key: null, direction: 'desc' }, limit: 51 }),
  'list-observations-after': findObservationKeysSql({
    scope,
    where,
    order: { key: sql`total_tokens`, direction: 'desc' },
    after: { key: 12, startUs: 1_763_600_000_000_001, traceId: 't', id: 'o' },
    limit: 51,
  }),
  'load-observation-lines': loadLinesSql({ projectId, keys, parts: { payload: false, metadata: false } }),
  'load-observation-details': loadDetailsSql({ projectId, keys, parts: { payload: true, metadata: true } }),
  'find-observation': findObservationSql({ projectId, id: 'o', traceId: 't' }),
  'observations-of-trace': observationsOfTraceSql(projectId, 't'),
  skeleton: skeletonSql({ projectId, traceId: 't', after: { startUs: 1, id: 'o' }, limit: 10_001 }),
  'search-trace': searchTraceSql({ projectId, traceId: 't', text: 'needle', limit: 10 }),
  'count-observations': countRowsSql({ table: 'observations', scope, where: where() }),
  'read-changes': readChangesSql({
    ...{ projectId, observationIds: ['o'], traceIds: ['t'], memberTraceIds: ['t'] },
    inHand: new Map([['o', ['c']]]),
  }),
};

test.each(Object.entries(STATEMENTS))('%s reads as reviewed', async (name, statement) => {
  const { text, params } = renderSql(statement);
  const listed = Object.entries(params).map(([param, value]) => `-- ${param} = ${JSON.stringify(value)}`);
  await expect(`${text}\n${listed.join('\n')}\n`).toMatchFileSnapshot(`./__sql__/${name}.sql`);
});

const VALUES: Record<ColumnKind, Condition['value']> = {
  string: 'x',
  text: 'x',
  enum: 'x',
  number: 1,
  datetime: '2026-11-19T00:00:00Z',
  boolean: true,
  tags: ['x'],
  metadata: '1',
  scores: 1,
};

const LISTS: [string, Columns, Readonly<Record<string, ColumnSql>>][] = [
  ['traces', TRACE_COLUMNS, traceColumns(scope)],
  ['observations', OBSERVATION_COLUMNS, observationColumns(scope)],
];

test.each(LISTS)(
  'every operator of every column of %s has SQL, and every value is a parameter',
  async (name, columns, map) => {
    const lines = Object.entries(columns).flatMap(([column, { kind }]) =>
      OPERATORS[kind].map((op) => {
        const isList = op === 'any of' || op === 'none of' || op === 'all of';
        const value = isList ? ['x'] : VALUES[kind];
        const filter = { column, op, value, ...(kind === 'metadata' || kind === 'scores' ? { key: 'a.b' } : {}) };
        const { text } = renderSql(filterToSql(filter, columns, map));
        expect(text).not.toContain("'x'");
        return `-- ${column} ${op}\n${text}`;
      }),
    );
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`./__sql__/filters-of-${name}.sql`);
  },
);
