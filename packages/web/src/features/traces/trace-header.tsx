import { CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatInteger } from '#lib/format';
import { LevelDot } from '#ui/level-dot';
import { TraceFacts } from './trace-facts.tsx';
import type { TraceView } from './trace-types.ts';

export interface TraceHeaderProps {
  trace: TraceView;
  /** A step is under way now. */
  running: boolean;
  /** Marked while the whole trace, not a step, is selected. */
  whole: boolean;
  onWhole: () => void;
  onFirstError: () => void;
  /** Links to the session's page and the user's traces. */
  session: ReactNode;
  user: ReactNode;
  actions: ReactNode;
}

export function TraceHeader({
  trace,
  running,
  whole,
  onWhole,
  onFirstError,
  session,
  user,
  actions,
}: TraceHeaderProps) {
  return (
    <header className="shrink-0 border-b border-line bg-surface px-4 py-2">
      <div className="flex min-w-0 items-center gap-2">
        <h1 className="min-w-0">
          <button
            type="button"
            aria-pressed={whole}
            title="Show the trace as a whole"
            onClick={onWhole}
            className="max-w-full truncate rounded-sm text-lg font-semibold hover:underline"
          >
            {trace.name ?? 'Unnamed trace'}
          </button>
        </h1>
        {trace.errorCount > 0 ? (
          <button
            type="button"
            onClick={onFirstError}
            title="Go to the first error (e)"
            className="flex h-6 shrink-0 items-center gap-1 rounded-sm bg-error-soft px-1.5 text-sm font-medium text-error-text hover:underline"
          >
            <CircleX className="size-3.5" aria-hidden />
            {formatInteger(trace.errorCount)} {trace.errorCount === 1 ? 'error' : 'errors'}
          </button>
        ) : trace.level === 'DEFAULT' ? null : (
          <LevelDot level={trace.level} />
        )}
        <span className="ml-auto flex shrink-0 items-center gap-1">{actions}</span>
      </div>
      <TraceFacts trace={trace} running={running} session={session} user={user} />
    </header>
  );
}
