import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc';
import { proofOf, type DeletionFlow } from './deletion-flow.ts';

export function useOrganizationDeletion(organizationId: string) {
  const trpc = useTRPC();
  const { organizationDeletion } = trpc.lifecycle;
  const preview = useQuery({
    ...organizationDeletion.preview.queryOptions({ organizationId }),
    staleTime: 0,
    gcTime: 0,
  });
  const start = useMutation(organizationDeletion.start.mutationOptions());
  const answer = useMutation(organizationDeletion.answer.mutationOptions());
  const confirm = useMutation(organizationDeletion.confirm.mutationOptions());
  return {
    preview,
    start: () => start.mutateAsync({ organizationId }),
    answer: async (challengeId, step, text) =>
      (await answer.mutateAsync({ organizationId, challengeId, ...proofOf(step, text) })).next,
    confirm: (said) => confirm.mutateAsync({ organizationId, ...said }),
  } satisfies DeletionFlow;
}

/** Organizations of the reader that are being deleted, and the way back. */
export function usePendingOrganizations() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { organizationDeletion } = trpc.lifecycle;
  const pending = useQuery(organizationDeletion.pending.queryOptions({}));
  const restore = useMutation(
    organizationDeletion.restore.mutationOptions({ onSettled: () => queries.invalidateQueries() }),
  );
  return { pending, restore: (id: string) => restore.mutateAsync({ id }) };
}
