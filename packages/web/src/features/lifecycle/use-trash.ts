import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

const WORKING_MS = 1500;
const RESTING_MS = 15_000;
const AT_WORK: ReadonlySet<string> = new Set(['HIDING', 'RESTORING', 'PURGING']);

/** The project's deletions that can be taken back or are at work, newest first; asked again quickly while one is. */
export function useTrash() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const list = useInfiniteQuery({
    ...trpc.lifecycle.trash.list.infiniteQueryOptions(
      { projectId, limit: 50 },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ rows }) => rows.some((row) => AT_WORK.has(row.state))) === true
        ? WORKING_MS
        : RESTING_MS,
  });
  const onSettled = () => queries.invalidateQueries();
  const restore = useMutation(trpc.lifecycle.trash.restore.mutationOptions({ onSettled }));
  const purge = useMutation(trpc.lifecycle.trash.purge.mutationOptions({ onSettled }));
  return {
    list,
    rows: list.data?.pages.flatMap(({ rows }) => rows),
    restore: (deletionId: string) => restore.mutateAsync({ projectId, deletionId }),
    purge: (deletionId: string, reason: string) => purge.mutateAsync({ projectId, deletionId, reason }),
  };
}

export type TrashEntry = NonNullable<ReturnType<typeof useTrash>['rows']>[number];
