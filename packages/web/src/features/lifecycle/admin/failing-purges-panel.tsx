import { Panel } from '#ui/panel';
import type { DeletionStats } from './use-admin.ts';

/** Nothing while nothing is stuck. */
export function FailingPurgesPanel({ stats }: { stats: DeletionStats | undefined }) {
  const failing = stats?.purges.lastErrors ?? [];
  if (failing.length === 0) return null;
  return (
    <Panel flush title="Stuck" description="Tried again by themselves, less and less often." danger>
      <ul aria-label="Stuck removals" className="divide-y divide-line">
        {failing.map(({ projectId, error, attempts }) => (
          <li key={projectId} className="px-4 py-2.5 text-sm">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <code className="font-mono text-xs">{projectId}</code>
              <span className="text-muted">
                {attempts} {attempts === 1 ? 'attempt' : 'attempts'}
              </span>
            </p>
            <p className="mt-0.5 break-words text-error-text">{error}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
