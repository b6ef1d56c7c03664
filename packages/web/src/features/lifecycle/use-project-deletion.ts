import { useMutation, useQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc';
import { proofOf, type DeletionFlow } from './deletion-flow.ts';

export function useProjectDeletion(projectId: string) {
  const trpc = useTRPC();
  const { projectDeletion } = trpc.lifecycle;
  const preview = useQuery({ ...projectDeletion.preview.queryOptions({ projectId }), staleTime: 0, gcTime: 0 });
  const start = useMutation(projectDeletion.start.mutationOptions());
  const answer = useMutation(projectDeletion.answer.mutationOptions());
  const confirm = useMutation(projectDeletion.confirm.mutationOptions());
  return {
    preview,
    start: () => start.mutateAsync({ projectId }),
    answer: async (challengeId, step, text) =>
      (await answer.mutateAsync({ projectId, challengeId, ...proofOf(step, text) })).next,
    confirm: (said) => confirm.mutateAsync({ projectId, ...said }),
  } satisfies DeletionFlow;
}

export type DeletionFacts = NonNullable<ReturnType<typeof useProjectDeletion>['preview']['data']>;
