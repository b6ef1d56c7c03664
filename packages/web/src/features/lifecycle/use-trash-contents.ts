import { useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc';

/** Traces that one deletion took, newest first, as they will be again when it is restored. */
export function useTrashContents({ id, projectId }: { id: string; projectId: string }) {
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.traces.list.infiniteQueryOptions(
      { projectId, environments: [], includeDeleted: true, ofDeletion: id, limit: 50 },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
  );
  return { list, rows: list.data?.pages.flatMap(({ rows }) => rows) };
}
