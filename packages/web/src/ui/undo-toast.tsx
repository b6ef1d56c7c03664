import { readProblem } from '#lib/app-error';
import { useToast } from './toast.tsx';

export interface Undoable {
  title: string;
  detail?: string;
  /** Brings it back; says so, or why it could not. */
  undo: () => Promise<unknown>;
}

/** Says what was just done, with the way back beside it. */
export function useUndoToast(): (done: Undoable) => void {
  const toast = useToast();
  return ({ undo, ...message }) => {
    const run = async (): Promise<void> => {
      try {
        await undo();
        toast({ title: 'Brought back' });
      } catch (error) {
        toast({ title: 'It could not be brought back', detail: readProblem(error).message, tone: 'error' });
      }
    };
    toast({ ...message, action: { label: 'Undo', run: () => void run() } });
  };
}
