import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { rememberCreatedKey, type CreatedKey } from '#lib/created-keys';
import { useTRPC } from '#lib/trpc';

/** Keys belong to a project, or to an organization as a whole. */
export type KeyOwner = { projectId: string } | { organizationId: string };

export interface ApiKeyRow {
  id: string;
  publicKey: string;
  displaySecretKey: string;
  note: string | null;
  createdBy: string | null;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
}

/** The owner's keys and what can be done with them. */
export function useApiKeys(owner: KeyOwner) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const ofProject = 'projectId' in owner;
  const projectKeys = useQuery({
    ...trpc.apiKeys.list.queryOptions({ projectId: ofProject ? owner.projectId : '' }),
    enabled: ofProject,
  });
  const organizationKeys = useQuery({
    ...trpc.apiKeys.organization.list.queryOptions({ organizationId: ofProject ? '' : owner.organizationId }),
    enabled: !ofProject,
  });
  const onSuccess = () =>
    queries.invalidateQueries({
      queryKey: ofProject ? trpc.apiKeys.list.queryKey() : trpc.apiKeys.organization.list.queryKey(),
    });
  const createForProject = useMutation(trpc.apiKeys.create.mutationOptions({ onSuccess }));
  const createForOrganization = useMutation(trpc.apiKeys.organization.create.mutationOptions({ onSuccess }));
  const revokeOfProject = useMutation(trpc.apiKeys.revoke.mutationOptions({ onSuccess }));
  const revokeOfOrganization = useMutation(trpc.apiKeys.organization.revoke.mutationOptions({ onSuccess }));
  const keys = ofProject ? projectKeys : organizationKeys;
  return {
    rows: keys.data as readonly ApiKeyRow[] | undefined,
    error: keys.error,
    refetch: () => void keys.refetch(),
    async create(note: string): Promise<CreatedKey> {
      const input = { note: note === '' ? null : note };
      const key = ofProject
        ? await createForProject.mutateAsync({ ...input, ...owner })
        : await createForOrganization.mutateAsync({ ...input, ...owner });
      if (ofProject) rememberCreatedKey(owner.projectId, key);
      return key;
    },
    revoke: (apiKeyId: string): Promise<unknown> =>
      ofProject
        ? revokeOfProject.mutateAsync({ ...owner, apiKeyId })
        : revokeOfOrganization.mutateAsync({ ...owner, apiKeyId }),
  };
}
