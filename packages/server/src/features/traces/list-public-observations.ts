import { z } from 'zod';
import { IsoTime } from '@tidemark/contract/columns/list-input';
import { CombinedFilter } from '@tidemark/contract/filter';
import type { PublicObservation } from '@tidemark/contract/rest/observations';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { observationWhere } from './observation-where.ts';
import { publicObservation } from './public-observation.ts';
import { countRows } from './store/count-rows.sql.ts';
import { loadDetails } from './store/load-observations.sql.ts';
import { findObservationKeys } from './store/observation-keys.sql.ts';

/** A numbered page of observations for the public API, newest first, with the number of all. */
export const listPublicObservations = read({
  input: z.object({
    from: IsoTime.optional(),
    to: IsoTime.optional(),
    filter: CombinedFilter,
    page: z.number().int().min(1),
    limit: z.number().int().min(1).max(100),
  }),
  permission: 'traces:read',
  async run(ctx, input): Promise<{ rows: PublicObservation[]; count: number }> {
    const { ch, projectId } = ctx;
    const scope = scopeOf(projectId, input);
    const where = (part: ProjectScope) => observationWhere(part, { filter: input.filter, environments: [] });
    // Once up front: a filter that is refused while a query already runs would leave that query's rejection unheard.
    const whole = where(scope);
    const queryClass = queryClassOf(ctx.actor);
    const find = {
      scope,
      where,
      order: { key: null, direction: 'desc' as const },
      anchorUs: ctx.clock.nowUs(),
      limit: input.limit,
      offset: (input.page - 1) * input.limit,
    };
    const [keys, count] = await Promise.all([
      findObservationKeys(ch, find, queryClass),
      countRows(ch, { table: 'observations', scope, where: whole }, queryClass),
    ]);
    const rows = await loadDetails(ch, { projectId, keys, parts: { payload: true, metadata: true } }, queryClass);
    return { rows: rows.map((row) => publicObservation(row, projectId)), count };
  },
});
