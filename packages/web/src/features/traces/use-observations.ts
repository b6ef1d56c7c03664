import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useNow } from '#lib/use-now';
import { countFresh } from '#lib/count-fresh';
import type { ListInputHandle } from '#lib/use-list-input';
import type { ListOptions } from './list-extras.ts';
import { FRESH_MS, PAGE, renewThen, SETTLED_MS } from './live-list.ts';

/** Steps page after page, how many there are, and how many newer ones arrived since. */
export function useObservations({ scope, order, renew }: ListInputHandle, { enabled, extras }: ListOptions) {
  const trpc = useTRPC();
  const now = useNow();
  const { id: projectId } = useProject();
  const input = { projectId, ...scope, order, with: extras, limit: PAGE };
  const list = useInfiniteQuery(
    trpc.observations.list.infiniteQueryOptions(input, {
      enabled,
      getNextPageParam: (page) => page.nextCursor,
      staleTime: Infinity,
      refetchOnMount: 'always',
    }),
  );
  const count = useQuery(
    trpc.observations.count.queryOptions(
      { projectId, ...scope },
      { enabled, staleTime: 30_000, placeholderData: keepPreviousData },
    ),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows), [list.data]);
  const newestFirst = order === null || (order.column === 'startTime' && order.direction === 'desc');
  const watching =
    enabled && newestFirst && scope.to === null && list.isSuccess && now > list.dataUpdatedAt + SETTLED_MS;
  const head = useQuery(
    trpc.observations.list.queryOptions(input, { enabled: watching, refetchInterval: FRESH_MS, staleTime: 0 }),
  );
  const fresh = watching ? countFresh(rows, head.data?.rows) : 0;
  return {
    list,
    rows,
    total: count.data === undefined ? undefined : { count: count.data.count, exact: true },
    fresh: { count: fresh, apply: renewThen(renew, list.refetch) },
  };
}
