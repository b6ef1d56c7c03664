import { useMutation, useQueryClient } from '@tanstack/react-query';
import { formatInteger } from '#lib/format';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import type { ListScopeInput } from '#lib/use-list-input';
import { useRestoreDeletion } from '#lib/use-restore-deletion';
import { useUndoToast } from '#ui/undo-toast';

export type TracesToDelete = { ids: string[] } | { filter: ListScopeInput };

/** Deletes traces with their steps and scores, and offers the way back. Null where the reader may not. */
export function useDeleteTraces(): ((what: TracesToDelete) => Promise<void>) | null {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const project = useProject();
  const remove = useMutation(trpc.traces.delete.mutationOptions());
  const restore = useRestoreDeletion();
  const offerUndo = useUndoToast();
  if (!project.may('traces:delete')) return null;
  return async (what) => {
    const { deletionId, count } = await remove.mutateAsync({ projectId: project.id, ...what });
    void queries.invalidateQueries();
    offerUndo({
      title: count === 1 ? 'The trace is deleted' : `${formatInteger(count)} traces are deleted`,
      detail:
        'filter' in what
          ? 'Large deletions take a while; the trash says how far it is.'
          : 'Also later, from the trash.',
      undo: () => restore(deletionId),
    });
  };
}
