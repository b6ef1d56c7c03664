import { useMutation, useQueryClient } from '@tanstack/react-query';
import { readProblem } from '#lib/app-error';
import { formatInteger } from '#lib/format';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useRestoreDeletion } from '#lib/use-restore-deletion';
import { useToast } from '#ui/toast';
import { useUndoToast } from '#ui/undo-toast';

/** Deletes sessions with all of their traces, and offers the way back; true when done. Null where the reader may not. */
export function useDeleteSessions(): ((ids: string[]) => Promise<boolean>) | null {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const project = useProject();
  const remove = useMutation(trpc.sessions.delete.mutationOptions());
  const restore = useRestoreDeletion();
  const offerUndo = useUndoToast();
  const toast = useToast();
  if (!project.may('traces:delete')) return null;
  return async (ids) => {
    try {
      const { deletionId, count } = await remove.mutateAsync({ projectId: project.id, ids });
      void queries.invalidateQueries();
      offerUndo({
        title: ids.length === 1 ? 'The session is deleted' : `${formatInteger(ids.length)} sessions are deleted`,
        detail: `With ${formatInteger(count)} ${count === 1 ? 'trace' : 'traces'}. Also later, from the trash.`,
        undo: () => restore(deletionId),
      });
      return true;
    } catch (error) {
      toast({ title: 'Nothing was deleted', detail: readProblem(error).message, tone: 'error' });
      return false;
    }
  };
}
