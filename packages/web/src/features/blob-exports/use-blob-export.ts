import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BlobExportDraft } from '@tidemark/contract/blob-exports';
import { useProject } from '#lib/session';
import { useTRPC, useTRPCClient } from '#lib/trpc';

const LOOK_EVERY_MS = 4000;

/** The schedule of the project, and everything that can be done with it. */
export function useBlobExport() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const onSettled = () => queries.invalidateQueries({ queryKey: trpc.blobExports.pathKey() });
  const state = useQuery(trpc.blobExports.get.queryOptions({ projectId }, { refetchInterval: LOOK_EVERY_MS }));
  const set = useMutation(trpc.blobExports.set.mutationOptions({ onSettled }));
  const turn = useMutation(trpc.blobExports.switch.mutationOptions({ onSettled }));
  const runNow = useMutation(trpc.blobExports.runNow.mutationOptions({ onSettled }));
  const backfill = useMutation(trpc.blobExports.backfill.mutationOptions({ onSettled }));
  const remove = useMutation(trpc.blobExports.delete.mutationOptions({ onSettled }));
  return {
    state,
    set: (draft: BlobExportDraft) => set.mutateAsync({ projectId, ...draft }),
    test: (draft: BlobExportDraft) => client.blobExports.test.query({ projectId, ...draft }),
    turn: (enabled: boolean) => turn.mutateAsync({ projectId, enabled }),
    runNow: () => runNow.mutateAsync({ projectId }),
    backfill: (range: { from: string; until: string }) => backfill.mutateAsync({ projectId, ...range }),
    remove: () => remove.mutateAsync({ projectId }),
  };
}

export type BlobExportActions = ReturnType<typeof useBlobExport>;
