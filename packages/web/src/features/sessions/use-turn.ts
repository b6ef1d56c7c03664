import { useQuery } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** The whole payloads of one trace of the conversation, read when it comes into sight. */
export function useTurn(traceId: string, inSight: boolean) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  return useQuery(trpc.traces.get.queryOptions({ projectId, traceId }, { enabled: inSight, staleTime: 60_000 }));
}
