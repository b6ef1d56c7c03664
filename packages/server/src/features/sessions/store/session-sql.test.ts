import { expect, test } from 'vitest';
import { renderSql, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { findSessionsSql } from './find-sessions.sql.ts';
import { sumSessionsSql } from './session-sums.sql.ts';

const scope = { projectId: 'p', fromUs: 1_000_000, toUs: 2_000_000 };
const every = { scope, where: sql`1`, having: sql`1`, limit: 51 };
const byTime = { key: sql`last_us`, direction: 'desc' as const };

test.each<[string, Sql]>([
  ['find-sessions', findSessionsSql({ ...every, readsSteps: false, order: byTime })],
  ['find-sessions-after', findSessionsSql({ ...every, readsSteps: false, order: byTime, after: { key: 5, id: 's' } })],
  [
    'find-sessions-by-steps',
    findSessionsSql({ ...every, readsSteps: true, order: { key: sql`sum(steps.cost)`, direction: 'asc' } }),
  ],
  ['sum-sessions', sumSessionsSql({ scope, sessionIds: ['a', 'b'] })],
])('%s is asked for in this form', async (name, statement) => {
  await expect(renderSql(statement).text).toMatchFileSnapshot(`__sql__/${name}.sql`);
});
