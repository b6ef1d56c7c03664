import { ListScope } from '@tidemark/contract/columns/list-input';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { countRows } from './store/count-rows.sql.ts';
import { traceWhere } from './trace-where.ts';

export const countTraces = read({
  input: ListScope,
  permission: 'traces:read',
  async run(ctx, input): Promise<{ count: number }> {
    const scope = scopeOf(ctx.projectId, input);
    const count = await countRows(
      ctx.ch,
      { table: 'traces', scope, where: traceWhere(scope, input) },
      queryClassOf(ctx.actor),
    );
    return { count };
  },
});
