import { readProblem } from '#lib/app-error';
import { useProject } from '#lib/session';
import { useToast } from '#ui/toast';
import { useDeadLetters } from './use-dead-letters.ts';

/** What a reader may do with dead letters; null where they may only look. */
export interface Repair {
  retry: (ids: string[]) => void;
  discard: (ids: string[]) => void;
  restore: (ids: string[]) => void;
}

/** Every step says what it did and, where there is one, offers the way back. */
export function useRepair(actions: Omit<ReturnType<typeof useDeadLetters>, 'list' | 'rows'>): Repair | null {
  const toast = useToast();
  const project = useProject();
  if (!project.may('ingestion:repair')) return null;
  const run = async (act: () => Promise<unknown>, done: Parameters<typeof toast>[0]): Promise<void> => {
    try {
      await act();
      toast(done);
    } catch (error) {
      toast({ title: 'That did not work', detail: readProblem(error).message, tone: 'error' });
    }
  };
  const restore = (ids: string[]): void =>
    void run(() => actions.restore(ids), { title: `${countOf(ids)} back among the dead letters` });
  return {
    retry: (ids) =>
      void run(() => actions.retry(ids), {
        title: `Trying ${countOf(ids)} again`,
        detail: 'What is stored this time leaves the list.',
      }),
    discard: (ids) =>
      void run(() => actions.discard(ids), {
        title: `${countOf(ids)} discarded`,
        detail: 'Kept for a week, in case.',
        action: { label: 'Undo', run: () => restore(ids) },
      }),
    restore,
  };
}

const countOf = (ids: string[]): string => (ids.length === 1 ? '1 dead letter' : `${ids.length} dead letters`);
