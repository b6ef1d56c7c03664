import { useQuery } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** Whether the project has ever received a trace; undefined until it is known. */
export function useHasTraces(): boolean | undefined {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  return useQuery(trpc.traces.hasAny.queryOptions({ projectId }, { staleTime: 10_000 })).data?.hasAny;
}
