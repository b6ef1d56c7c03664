import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#lib/trpc';

const AGAIN_MS = 15_000;
export const PAGE = 25;

/** How much is being deleted on the instance, in which state, and what is stuck. */
export function useDeletionStats() {
  const trpc = useTRPC();
  return useQuery({ ...trpc.lifecycle.admin.stats.queryOptions({}), refetchInterval: AGAIN_MS });
}

export type DeletionStats = NonNullable<ReturnType<typeof useDeletionStats>['data']>;

export function useDeletedEntities({ entityType, skip }: { entityType: string | null; skip: number }) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.lifecycle.admin.deletedEntities.queryOptions({ entityType, skip, limit: PAGE }),
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
  });
}

export type DeletedEntity = NonNullable<ReturnType<typeof useDeletedEntities>['data']>['data'][number];

export function useAdminProjects(skip: number) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.lifecycle.admin.projects.queryOptions({ includeDeleted: true, skip, limit: PAGE }),
    placeholderData: keepPreviousData,
  });
}

export type AdminProject = NonNullable<ReturnType<typeof useAdminProjects>['data']>['data'][number];

export function useInstanceAdmins() {
  const trpc = useTRPC();
  return useQuery(trpc.lifecycle.admin.admins.queryOptions({}));
}

export type InstanceAdmin = NonNullable<ReturnType<typeof useInstanceAdmins>['data']>[number];

/** What an admin of the instance can do about deletions; everything is read anew afterwards. */
export function useAdminActions() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.lifecycle.pathKey() });
  const { admin } = trpc.lifecycle;
  const restore = useMutation(admin.restore.mutationOptions({ onSettled }));
  const purgeOperation = useMutation(admin.permanent.mutationOptions({ onSettled }));
  const purgeProject = useMutation(admin.purgeNow.mutationOptions({ onSettled }));
  const legalHold = useMutation(admin.legalHold.mutationOptions({ onSettled }));
  const mark = useMutation(admin.markForDeletion.mutationOptions({ onSettled }));
  const cleanup = useMutation(admin.cleanup.mutationOptions({ onSettled }));
  const retryPurge = useMutation(admin.retryPurge.mutationOptions({ onSettled }));
  const setAdmin = useMutation(admin.setAdmin.mutationOptions({ onSettled: () => queries.invalidateQueries() }));
  return {
    restore: restore.mutateAsync,
    purgeOperation: purgeOperation.mutateAsync,
    purgeProject: purgeProject.mutateAsync,
    legalHold: legalHold.mutateAsync,
    mark: mark.mutateAsync,
    cleanup: cleanup.mutateAsync,
    retryPurge: retryPurge.mutateAsync,
    setAdmin: setAdmin.mutateAsync,
  };
}
