import { useQuery } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** Whether the project has ever received a trace, in any time and environment; undefined until it is known. */
export function useEverTraced(enabled: boolean): boolean | undefined {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  return useQuery(trpc.traces.hasAny.queryOptions({ projectId }, { enabled, staleTime: 10_000 })).data?.hasAny;
}
