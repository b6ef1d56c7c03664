import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { KnownValues } from '#lib/filter-suggestions';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import type { ListScopeInput } from '#lib/use-list-input';

/** Values seen lately in a column, offered while a filter is typed. They are read when the column is first named. */
export function useFilterValues(list: 'traces' | 'observations', scope: ListScopeInput) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const [column, setColumn] = useState<string | null>(null);
  const query = useQuery(
    trpc.traces.filterValues.queryOptions(
      { projectId, list, column: column ?? '', from: scope.from, to: scope.to, environments: scope.environments },
      { enabled: column !== null, staleTime: 60_000, retry: false },
    ),
  );
  const values = query.data?.values;
  const known = useCallback<KnownValues>(
    (name) => (name === column ? (values ?? []).map(({ value }) => value) : []),
    [column, values],
  );
  return { known, onAsk: setColumn };
}
