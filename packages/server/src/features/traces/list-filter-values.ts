import { z } from 'zod';
import { ListScope } from '@tidemark/contract/columns/list-input';
import { AppError } from '#domain/errors';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { observationWhere } from './observation-where.ts';
import { facetColumns, findFacet } from './store/filter-values.sql.ts';
import { traceWhere } from './trace-where.ts';

export interface FilterValues {
  values: { value: string; count: number }[];
}

const WEEK_US = 7 * 86_400_000_000;

/** The most frequent values of a column within what the list shows; of the last week when no start is given. */
export const listFilterValues = read({
  input: ListScope.extend({
    list: z.enum(['traces', 'observations']),
    column: z.string().max(64),
    text: z.string().max(200).default(''),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  permission: 'traces:read',
  async run(ctx, input): Promise<FilterValues> {
    const scope = recent(scopeOf(ctx.projectId, input), ctx.clock.nowUs());
    const where = input.list === 'traces' ? traceWhere(scope, input) : observationWhere(scope, input);
    const { column, text, limit } = input;
    const values = await findFacet(
      ctx.ch,
      { table: input.list, column, scope, where, text, limit },
      queryClassOf(ctx.actor),
    );
    if (values) return { values };
    const known = facetColumns(input.list).join(', ');
    throw new AppError('invalid', `There are no values to offer for "${column}". Columns: ${known}`);
  },
});

function recent(scope: ProjectScope, nowUs: number): ProjectScope {
  return { ...scope, fromUs: scope.fromUs ?? (scope.toUs ?? nowUs) - WEEK_US };
}
