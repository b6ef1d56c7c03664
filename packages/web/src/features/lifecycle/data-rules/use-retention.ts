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
  /** How many of the newest steps; null for all. */
  maxSteps: number | null;
  /** How much of the disk, in percent; null for any. */
  diskPercent: number | null;
  environments: RetentionRule[];
}

/** What an environment keeps where that differs from its project; one of both at least. */
export interface RetentionRule {
  environment: string;
  days: number | null;
  maxSteps: number | null;
}
