import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc';
import { useCurrentProject } from './use-current-project.ts';

/** Environments that the project's traces named; null while they are read. */
export function useEnvironments(): string[] | null {
  const project = useCurrentProject();
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.traces.filterValues.queryOptions({ projectId: project?.id ?? '', list: 'traces', column: 'environment' }),
    enabled: project !== null,
    staleTime: 60_000,
  });
  return data === undefined ? null : data.values.map(({ value }) => value);
}
