import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** A page of dead letters after another, and what can be done with them. */
export function useDeadLetters(discarded: boolean) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const list = useInfiniteQuery({
    ...trpc.ingestion.deadLetters.list.infiniteQueryOptions(
      { projectId, discarded, limit: 50 },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
    refetchInterval: 5000,
  });
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.ingestion.pathKey() });
  const retry = useMutation(trpc.ingestion.deadLetters.retry.mutationOptions({ onSettled }));
  const discard = useMutation(trpc.ingestion.deadLetters.discard.mutationOptions({ onSettled }));
  const restore = useMutation(trpc.ingestion.deadLetters.restore.mutationOptions({ onSettled }));
  return {
    list,
    rows: list.data?.pages.flatMap(({ rows }) => rows),
    retry: (deadLetterIds: string[]) => retry.mutateAsync({ projectId, deadLetterIds }),
    discard: (deadLetterIds: string[]) => discard.mutateAsync({ projectId, deadLetterIds }),
    restore: (deadLetterIds: string[]) => restore.mutateAsync({ projectId, deadLetterIds }),
  };
}

export type DeadLetterRow = NonNullable<ReturnType<typeof useDeadLetters>['rows']>[number];
