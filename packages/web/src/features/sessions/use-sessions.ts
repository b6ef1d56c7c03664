import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { countFresh } from '#lib/count-fresh';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useNow } from '#lib/use-now';
import type { ListInputHandle } from '#lib/use-list-input';

const PAGE = 50;
const FRESH_MS = 15_000;
/** A list that was read just now is not asked for newer rows yet. */
const SETTLED_MS = 3000;

/** Sessions page after page, and how many newer ones arrived since. */
export function useSessions({ scope, order, renew }: ListInputHandle, enabled: boolean) {
  const trpc = useTRPC();
  const now = useNow();
  const { id: projectId } = useProject();
  const input = { projectId, ...scope, order, limit: PAGE };
  const list = useInfiniteQuery(
    trpc.sessions.list.infiniteQueryOptions(input, {
      enabled,
      getNextPageParam: (page) => page.nextCursor,
      staleTime: Infinity,
      refetchOnMount: 'always',
    }),
  );
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows), [list.data]);
  const watching =
    enabled && order === null && scope.to === null && list.isSuccess && now > list.dataUpdatedAt + SETTLED_MS;
  const head = useQuery(
    trpc.sessions.list.queryOptions(input, {
      enabled: watching,
      refetchInterval: FRESH_MS,
      staleTime: 0,
      placeholderData: keepPreviousData,
    }),
  );
  const apply = (): void => {
    renew();
    void list.refetch();
  };
  return { list, rows, fresh: { count: watching ? countFresh(rows, head.data?.rows) : 0, apply } };
}
