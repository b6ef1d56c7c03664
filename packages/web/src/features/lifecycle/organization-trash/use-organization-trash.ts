import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc';

const AGAIN_MS = 15_000;

/** What was deleted in the projects of an organization and can be taken back, newest first. */
export function useOrganizationTrash(organizationId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { trash } = trpc.lifecycle;
  const list = useInfiniteQuery({
    ...trash.ofOrganization.infiniteQueryOptions(
      { organizationId, limit: 50 },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
    refetchInterval: AGAIN_MS,
  });
  const onSettled = () => queries.invalidateQueries();
  const restore = useMutation(trash.restore.mutationOptions({ onSettled }));
  const purge = useMutation(trash.purge.mutationOptions({ onSettled }));
  return {
    list,
    rows: list.data?.pages.flatMap(({ rows }) => rows),
    restore: ({ id, projectId }: Of) => restore.mutateAsync({ projectId, deletionId: id }),
    purge: ({ id, projectId }: Of, reason: string) => purge.mutateAsync({ projectId, deletionId: id, reason }),
  };
}

interface Of {
  id: string;
  projectId: string;
}

export type OrganizationTrashEntry = NonNullable<ReturnType<typeof useOrganizationTrash>['rows']>[number];
