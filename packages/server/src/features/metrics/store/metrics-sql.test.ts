import { expect, test } from 'vitest';
import { renderSql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { firstTraceSql } from './first-trace.sql.ts';
import { stepSumsSql } from './step-sums.sql.ts';
import { traceSumsSql } from './trace-sums.sql.ts';

const scope = { projectId: 'p', fromUs: 1_000_000, toUs: 2_000_000 };
const sums = { scope, environments: ['prod'], stepUs: 60_000_000 };

test.each<[string, Sql]>([
  ['trace-sums', traceSumsSql(sums)],
  ['step-sums', stepSumsSql(sums)],
  ['first-trace', firstTraceSql(scope)],
])('%s are asked for in this form', async (name, statement) => {
  await expect(renderSql(statement).text).toMatchFileSnapshot(`__sql__/${name}.sql`);
});
