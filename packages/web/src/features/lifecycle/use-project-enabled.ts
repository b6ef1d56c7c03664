import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** Whether the project takes data; undefined while that is read. */
export function useProjectEnabled() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const facts = useQuery(trpc.projects.get.queryOptions({ projectId }));
  const change = useMutation(
    trpc.lifecycle.setProjectEnabled.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.projects.get.queryKey({ projectId }) }),
    }),
  );
  return {
    enabled: facts.data === undefined ? undefined : facts.data.status !== 'DISABLED',
    changing: change.isPending,
    disable: (reason: string) => change.mutateAsync({ projectId, enabled: false, reason }),
    enable: () => change.mutateAsync({ projectId, enabled: true }),
  };
}
