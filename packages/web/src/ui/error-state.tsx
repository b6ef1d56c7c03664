import { CircleX, RotateCw } from 'lucide-react';
import { readProblem } from '#lib/app-error';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';

export interface ErrorStateProps {
  /** What happened, as in `The traces could not be read`. */
  title: string;
  error: unknown;
  /** What was kept, as in `Your filter is still there.` */
  kept?: string;
  onRetry?: () => void;
}

export function ErrorState({ title, error, kept, onRetry }: ErrorStateProps) {
  const problem = readProblem(error);
  return (
    <div role="alert" className="flex h-full min-h-64 flex-col items-center justify-center px-6 py-12 text-center">
      <CircleX className="mb-4 size-7 text-error" strokeWidth={1.6} aria-hidden />
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mt-1.5 max-w-[54ch] text-base break-words text-muted">
        {problem.message} {kept} {ADVICE[problem.code] ?? ''}
      </p>
      {problem.requestId === null ? null : (
        <p className="mt-3 flex items-center gap-1 text-xs text-faint">
          Quote <code className="font-mono">{problem.requestId}</code> when you ask for help
          <CopyButton text={problem.requestId} label="Copy the id" />
        </p>
      )}
      {onRetry === undefined ? null : (
        <Button className="mt-5" onClick={onRetry}>
          <RotateCw aria-hidden /> Try again
        </Button>
      )}
    </div>
  );
}

const ADVICE: Record<string, string> = {
  unavailable: 'It usually comes back within a minute.',
  limit_exceeded: 'Narrow the time range or the filter.',
  forbidden: 'Ask an owner of the project for access.',
  unauthenticated: 'Sign in again.',
};
