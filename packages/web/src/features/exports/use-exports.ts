import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BatchExportOrderInput, ExportSelectionInput } from '@tidemark/contract/exports';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { isUnderWay } from './export-progress.ts';

const WORKING_MS = 1000;
const RESTING_MS = 30_000;

/** The project's exports, newest first; looked at often while one is under way, and otherwise seldom or, by who only watches, not. */
export function useExports({ watching = false }: { watching?: boolean } = {}) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const list = useInfiniteQuery({
    ...trpc.exports.list.infiniteQueryOptions(
      { projectId, limit: 30 },
      { getNextPageParam: ({ nextCursor }) => nextCursor },
    ),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ rows }) => rows.some(isUnderWay)) === true ? WORKING_MS : watching ? false : RESTING_MS,
  });
  return { list, rows: list.data?.pages.flatMap(({ rows }) => rows) };
}

/** Starting and stopping; the list is read anew after either. */
export function useExportChanges() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.exports.pathKey() });
  const create = useMutation(trpc.exports.create.mutationOptions({ onSettled }));
  const cancel = useMutation(trpc.exports.cancel.mutationOptions({ onSettled }));
  return {
    create: (order: BatchExportOrderInput) => create.mutateAsync({ projectId, ...order }),
    cancel: (exportId: string) => cancel.mutateAsync({ projectId, exportId }),
  };
}

/** How many rows it would be. */
export function useExportPreview(selection: ExportSelectionInput) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  return useQuery(trpc.exports.preview.queryOptions({ projectId, ...selection }, { staleTime: 10_000 }));
}

/** The parts of a finished export. */
export function useExportFiles(exportId: string) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  return useQuery(trpc.exports.files.queryOptions({ projectId, exportId }));
}
