import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC, useTRPCClient } from '#lib/trpc';

const AGAIN_MS = 5000;

/** Everything of one person of the observed application: looking first, erasing exactly that, and the receipts. */
export function useSubjectErasure() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const list = useInfiniteQuery({
    ...trpc.lifecycle.subjectErasure.list.infiniteQueryOptions(
      { projectId, limit: 20 },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
    refetchInterval: AGAIN_MS,
  });
  const request = useMutation(
    trpc.lifecycle.subjectErasure.request.mutationOptions({ onSettled: () => queries.invalidateQueries() }),
  );
  return {
    list,
    rows: list.data?.pages.flatMap(({ rows }) => rows),
    preview: (userId: string) => client.lifecycle.subjectErasure.preview.query({ projectId, userId }),
    request: (erasure: { userId: string; traces: number; reason: string }) =>
      request.mutateAsync({ projectId, ...erasure }),
  };
}

export type SubjectCounts = Awaited<ReturnType<ReturnType<typeof useSubjectErasure>['preview']>>;
export type Erasure = NonNullable<ReturnType<typeof useSubjectErasure>['rows']>[number];
