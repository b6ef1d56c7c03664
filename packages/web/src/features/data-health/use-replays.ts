import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { IngestionReplay, ReplayPreview } from '@tidemark/contract/rest/ingestion-replays';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** What is read again; the times are ISO texts. */
export type ReplayRange = { all: true } | { from: string; to?: string };

/** The latest replays, looked at often while one is under way, and how to ask for one. */
export function useReplays() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const list = useQuery({
    ...trpc.ingestion.replays.list.queryOptions({ projectId }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.rows[0]) ? 1000 : 10_000),
  });
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.ingestion.replays.pathKey() });
  const create = useMutation(trpc.ingestion.replays.create.mutationOptions({ onSettled }));
  const rows = list.data?.rows;
  const latest = rows?.[0];
  return {
    rows,
    running: latest !== undefined && isUnderWay(latest) ? latest : null,
    start: (range: ReplayRange): Promise<IngestionReplay> => create.mutateAsync({ projectId, ...range }),
    preview: (range: ReplayRange): Promise<ReplayPreview> =>
      queries.fetchQuery({ ...trpc.ingestion.replays.preview.queryOptions({ projectId, ...range }), staleTime: 0 }),
  };
}

const isUnderWay = (replay: IngestionReplay | undefined): boolean => replay !== undefined && replay.finishedAt === null;
