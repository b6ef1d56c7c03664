import { useQuery } from '@tanstack/react-query';
import { useCreatedKey, type CreatedKey } from '#lib/created-keys';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import type { SnippetFacts } from './snippets.ts';

/** The keys to write into snippets: the pair just made, else the public key of the newest one with its secret marked. */
export function useSnippetFacts(): { facts: SnippetFacts; created: CreatedKey | null } {
  const project = useProject();
  const created = useCreatedKey(project.id);
  const trpc = useTRPC();
  const keys = useQuery({
    ...trpc.apiKeys.list.queryOptions({ projectId: project.id }),
    enabled: project.may('apiKeys:read'),
  });
  const newest = keys.data?.[0];
  return {
    created,
    facts: {
      baseUrl: location.origin,
      publicKey: created?.publicKey ?? newest?.publicKey ?? 'your-public-key',
      secretKey: created?.secretKey ?? 'your-secret-key',
    },
  };
}
