import { ListScope } from '@tidemark/contract/columns/list-input';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { observationWhere } from './observation-where.ts';
import { countRows } from './store/count-rows.sql.ts';

export const countObservations = read({
  input: ListScope,
  permission: 'traces:read',
  async run(ctx, input): Promise<{ count: number }> {
    const scope = scopeOf(ctx.projectId, input);
    const where = observationWhere(scope, input);
    return { count: await countRows(ctx.ch, { table: 'observations', scope, where }, queryClassOf(ctx.actor)) };
  },
});
