import { useInfiniteQuery } from '@tanstack/react-query';
import { buildTraceTree } from '@tidemark/contract/trace-tree';
import { useEffect, useMemo } from 'react';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { toSpanRow } from './to-span-row.ts';

/** All steps of a trace as a tree. They are read window after window; the tree grows as they come. */
export function useTraceSkeleton(traceId: string, { live, enabled }: { live: boolean; enabled: boolean }) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const query = useInfiniteQuery(
    trpc.traces.skeleton.infiniteQueryOptions(
      { projectId, traceId },
      {
        enabled,
        getNextPageParam: (page) => page.nextCursor,
        refetchInterval: ({ state }) => (live ? LIVE_MS * Math.max(1, state.data?.pages.length ?? 1) : false),
      },
    ),
  );
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage]);
  const pages = query.data?.pages;
  const complete = pages !== undefined && !hasNextPage;
  const count = pages === undefined ? 0 : complete ? pages.length : shownWindows(pages.length);
  const tree = useMemo(
    () => buildTraceTree((pages ?? []).slice(0, count).flatMap(({ steps }) => steps.map(toSpanRow))),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- more windows than are shown must not build it anew.
    [complete ? pages : count],
  );
  return {
    tree,
    /** Steps read so far; the tree may lag behind while they come. */
    read: (pages ?? []).reduce((sum, { steps }) => sum + steps.length, 0),
    loading: query.isPending,
    complete,
    error: query.error,
    retry: () => void (pages === undefined ? query.refetch() : fetchNextPage()),
  };
}

const LIVE_MS = 3000;

/** The tree is built anew at 1, 2, 4, 8… windows and at the end, so that all of it costs about twice the last time. */
const shownWindows = (read: number): number => 2 ** Math.floor(Math.log2(Math.max(1, read)));
