import { useQuery } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** Scores of a trace and of its steps, newest first. */
export function useTraceScores(traceId: string, enabled: boolean) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  return useQuery(trpc.scores.forTrace.queryOptions({ projectId, traceId }, { enabled, staleTime: 10_000 }));
}
