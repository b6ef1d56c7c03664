import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** Whether the project is protected from deletion; undefined while that is read. */
export function useProtection() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const facts = useQuery(trpc.projects.get.queryOptions({ projectId }));
  const change = useMutation(
    trpc.projects.protection.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.projects.get.queryKey({ projectId }) }),
    }),
  );
  return {
    on: facts.data?.terminationProtection,
    changing: change.isPending,
    set: (terminationProtection: boolean) => change.mutateAsync({ projectId, terminationProtection }),
  };
}
