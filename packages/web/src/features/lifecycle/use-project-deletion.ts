import { useMutation, useQuery } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc';
import type { ProofKind } from './proof-step.tsx';

/** The way from "what would go" to "it is being deleted", as the server asks for it. */
export function useProjectDeletion(projectId: string) {
  const trpc = useTRPC();
  const preview = useQuery({
    ...trpc.lifecycle.projectDeletion.preview.queryOptions({ projectId }),
    staleTime: 0,
    gcTime: 0,
  });
  const start = useMutation(trpc.lifecycle.projectDeletion.start.mutationOptions());
  const answer = useMutation(trpc.lifecycle.projectDeletion.answer.mutationOptions());
  const confirm = useMutation(trpc.lifecycle.projectDeletion.confirm.mutationOptions());
  return {
    preview,
    start: () => start.mutateAsync({ projectId }),
    /** The step that comes next; null when all is proven. */
    answer: async (challengeId: string, step: ProofKind, text: string): Promise<ProofKind | null> =>
      (await answer.mutateAsync({ projectId, challengeId, ...proof(step, text) })).next,
    confirm: (said: { challengeId: string; name: string; reason: string }) =>
      confirm.mutateAsync({ projectId, ...said }),
  };
}

export type DeletionFacts = NonNullable<ReturnType<typeof useProjectDeletion>['preview']['data']>;

function proof(step: ProofKind, text: string) {
  if (step === 'password') return { step, password: text };
  return step === 'totp' ? { step, totp: text } : { step, code: text };
}
