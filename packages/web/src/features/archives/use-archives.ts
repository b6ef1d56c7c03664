import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProjectArchive } from '@tidemark/contract/archives';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** The latest archives, looked at often while one is being made, and how to ask for one. */
export function useArchives() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const list = useQuery({
    ...trpc.archives.list.queryOptions({ projectId }),
    refetchInterval: ({ state }) => (state.data?.archives.some(isUnderWay) ? 1000 : 30_000),
  });
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.archives.list.queryKey() });
  const create = useMutation(trpc.archives.create.mutationOptions({ onSettled }));
  const cancel = useMutation(trpc.archives.cancel.mutationOptions({ onSettled }));
  return {
    list,
    isMaking: list.data?.archives.some(isUnderWay) ?? false,
    create: () => create.mutateAsync({ projectId }),
    cancel: (archiveId: string) => cancel.mutateAsync({ projectId, archiveId }),
  };
}

export const isUnderWay = ({ state }: ProjectArchive): boolean => state === 'QUEUED' || state === 'RUNNING';
