import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc';

const AGAIN_MS = 15_000;

/** Projects of the organization on their way out, for those who may take that back. */
export function usePendingProjects(organizationId: string) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.lifecycle.pendingProjects.queryOptions({ organizationId }),
    refetchInterval: AGAIN_MS,
    staleTime: 0,
  });
}

export type PendingProject = NonNullable<ReturnType<typeof usePendingProjects>['data']>[number];

export function useRestoreProject(projectId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const restore = useMutation(
    trpc.lifecycle.projectDeletion.restore.mutationOptions({ onSettled: () => queries.invalidateQueries() }),
  );
  return (newKeys: boolean) => restore.mutateAsync({ projectId, newKeys });
}
