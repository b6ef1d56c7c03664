import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useScope } from '#lib/use-scope';

/** The figures of the project for the time range and environments of the top bar, read again every half minute. */
export function useHome() {
  const project = useProject();
  const { from, to, environments } = useScope();
  const trpc = useTRPC();
  return useQuery({
    ...trpc.metrics.home.queryOptions({ projectId: project.id, from, to, environments }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}
