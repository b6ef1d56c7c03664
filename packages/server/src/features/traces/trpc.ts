import { mutation, query, router } from '#kernel/trpc';
import { countObservations } from './count-observations.ts';
import { countTraces } from './count-traces.ts';
import { deleteTraces } from './delete-traces.ts';
import { getObservation } from './get-observation.ts';
import { getTrace } from './get-trace.ts';
import { hasAnyTraces } from './has-any-traces.ts';
import { listFilterValues } from './list-filter-values.ts';
import { listObservations } from './list-observations.ts';
import { listTraces } from './list-traces.ts';
import { searchTrace } from './search-trace.ts';
import { traceSkeleton } from './trace-skeleton.ts';

export const tracesRouter = router({
  list: query(listTraces),
  count: query(countTraces),
  get: query(getTrace),
  hasAny: query(hasAnyTraces),
  skeleton: query(traceSkeleton),
  search: query(searchTrace),
  filterValues: query(listFilterValues),
  delete: mutation(deleteTraces),
});

export const observationsRouter = router({
  list: query(listObservations),
  count: query(countObservations),
  get: query(getObservation),
});
