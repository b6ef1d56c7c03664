import { useState, type FormEvent } from 'react';
import { readProblem } from './app-error.ts';

export interface Submit {
  busy: boolean;
  /** Why the last try failed, as a sentence. */
  problem: string | null;
  submit: (event?: FormEvent) => void;
  clear: () => void;
}

/** Runs a form's work once at a time and keeps what went wrong. */
export function useSubmit(run: () => Promise<unknown>): Submit {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const work = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await run();
    } catch (error) {
      setProblem(readProblem(error).message);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    problem,
    submit: (event) => {
      event?.preventDefault();
      if (!busy) void work();
    },
    clear: () => setProblem(null),
  };
}
