import { useQuery } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** What the server says of the project's ingestion, read again every three seconds. */
export function useIngestionStatus() {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  return useQuery({ ...trpc.ingestion.status.queryOptions({ projectId }), refetchInterval: 3000 });
}
