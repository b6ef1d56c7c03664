import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AnalyticsProvider } from '@tidemark/contract/analytics-syncs';
import { useProject } from '#lib/session';
import { useTRPC, useTRPCClient } from '#lib/trpc';

/** A sync at work changes by itself. */
const WATCH_MS = 3000;

export function useAnalyticsSyncs() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.analyticsSyncs.pathKey() });
  const list = useQuery(
    trpc.analyticsSyncs.list.queryOptions(
      { projectId },
      { refetchInterval: ({ state }) => (state.data?.syncs.some(({ isRunning }) => isRunning) ? WATCH_MS : 15_000) },
    ),
  );
  const save = useMutation(trpc.analyticsSyncs.save.mutationOptions({ onSettled }));
  const run = useMutation(trpc.analyticsSyncs.run.mutationOptions({ onSettled }));
  const remove = useMutation(trpc.analyticsSyncs.remove.mutationOptions({ onSettled }));
  return {
    list,
    save: (sync: Omit<Parameters<typeof save.mutateAsync>[0], 'projectId'>) => save.mutateAsync({ projectId, ...sync }),
    test: (sync: Omit<Parameters<typeof client.analyticsSyncs.test.query>[0], 'projectId'>) =>
      client.analyticsSyncs.test.query({ projectId, ...sync }),
    run: (provider: AnalyticsProvider) => run.mutateAsync({ projectId, provider }),
    remove: (provider: AnalyticsProvider) => remove.mutateAsync({ projectId, provider }),
  };
}

export type AnalyticsSyncs = ReturnType<typeof useAnalyticsSyncs>;
