import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** How long the project keeps its data, and the way to change that. */
export function useRetention() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const settings = useQuery(trpc.lifecycle.retention.get.queryOptions({ projectId }));
  const change = useMutation(
    trpc.lifecycle.retention.set.mutationOptions({ onSettled: () => queries.invalidateQueries() }),
  );
  return {
    settings,
    set: (next: RetentionSettings) => change.mutateAsync({ projectId, ...next }),
  };
}

export interface RetentionSettings {
  /** Null keeps for ever. */
  days: number | null;
  environments: { environment: string; days: number }[];
}
