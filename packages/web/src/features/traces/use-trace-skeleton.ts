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
  const tree = useMemo(() => buildTraceTree((pages ?? []).flatMap(({ rows }) => rows.map(toSpanRow))), [pages]);
  return {
    tree,
    loading: query.isPending,
    complete: pages !== undefined && !hasNextPage,
    error: query.error,
    retry: () => void query.refetch(),
  };
}

const LIVE_MS = 3000;
