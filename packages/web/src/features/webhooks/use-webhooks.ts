import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '#lib/trpc';

export function useWebhooks(organizationId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.webhooks.pathKey() });
  const list = useQuery(trpc.webhooks.list.queryOptions({ organizationId }));
  const create = useMutation(trpc.webhooks.create.mutationOptions({ onSettled }));
  const remove = useMutation(trpc.webhooks.remove.mutationOptions({ onSettled }));
  return {
    list,
    create: (url: string) => create.mutateAsync({ organizationId, url }),
    remove: (webhookId: string) => remove.mutateAsync({ organizationId, webhookId }),
    ping: (webhookId: string) => client.webhooks.ping.query({ organizationId, webhookId }),
  };
}
