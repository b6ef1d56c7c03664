import { z } from 'zod';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { hasTraces } from './store/has-traces.sql.ts';

export const hasAnyTraces = read({
  input: z.object({}),
  permission: 'traces:read',
  async run(ctx): Promise<{ hasAny: boolean }> {
    return { hasAny: await hasTraces(ctx.ch, ctx.projectId, queryClassOf(ctx.actor)) };
  },
});
