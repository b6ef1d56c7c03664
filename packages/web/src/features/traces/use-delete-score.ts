import { useMutation, useQueryClient } from '@tanstack/react-query';
import { readProblem } from '#lib/app-error';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useRestoreDeletion } from '#lib/use-restore-deletion';
import { useToast } from '#ui/toast';
import { useUndoToast } from '#ui/undo-toast';

/** Deletes one score and offers the way back. Null where the reader may not. */
export function useDeleteScore(): ((score: { id: string; name: string }) => Promise<void>) | null {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const project = useProject();
  const remove = useMutation(trpc.scores.delete.mutationOptions());
  const restore = useRestoreDeletion();
  const offerUndo = useUndoToast();
  const toast = useToast();
  if (!project.may('scores:delete')) return null;
  return async ({ id, name }) => {
    try {
      const { deletionId } = await remove.mutateAsync({ projectId: project.id, ids: [id] });
      void queries.invalidateQueries();
      offerUndo({ title: `The score ${name} is deleted`, undo: () => restore(deletionId) });
    } catch (error) {
      toast({ title: 'The score was not deleted', detail: readProblem(error).message, tone: 'error' });
    }
  };
}
