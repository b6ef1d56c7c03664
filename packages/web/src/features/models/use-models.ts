import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** The project's own models first, then the public ones. */
export function useModels() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.models.pathKey() });
  const list = useQuery(trpc.models.list.queryOptions({ projectId }));
  const create = useMutation(trpc.models.create.mutationOptions({ onSettled }));
  const remove = useMutation(trpc.models.delete.mutationOptions({ onSettled }));
  return {
    list,
    create: ({ name, pattern, prices }: NewModel) =>
      create.mutateAsync({ projectId, name, pattern, tiers: [{ name: 'Standard', prices }] }),
    remove: (modelId: string, reason: string) => remove.mutateAsync({ projectId, modelId, reason }),
  };
}

export interface NewModel {
  name: string;
  /** Of the names that it is priced for. */
  pattern: string;
  /** US dollars per unit, as text. */
  prices: Record<string, string>;
}

export type Model = NonNullable<ReturnType<typeof useModels>['list']['data']>['models'][number];
