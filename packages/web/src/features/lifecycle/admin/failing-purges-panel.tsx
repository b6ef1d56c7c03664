import { RotateCw, TriangleAlert } from 'lucide-react';
import { readProblem } from '#lib/app-error';
import { nowMs } from '#lib/clock';
import { formatInteger } from '#lib/format';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { useToast } from '#ui/toast';
import { useAdminActions, type DeletionStats } from './use-admin.ts';

type Failing = DeletionStats['purges']['lastErrors'][number];

/** From here on a removal is not thought to mend itself. */
const BLOCKED_AFTER = 3;

/** Nothing while nothing is stuck. What is blocked waits for a person, and says so before anything else on the page. */
export function FailingPurgesPanel({ stats }: { stats: DeletionStats | undefined }) {
  const failing = stats?.purges.lastErrors ?? [];
  const blocked = stats?.purges.blocked ?? 0;
  if (failing.length === 0 && blocked === 0) return null;
  return (
    <Panel flush title="Stuck removals" description="Tried again by themselves, later every time." danger>
      {blocked === 0 ? null : (
        <p role="alert" className="flex gap-2 border-b border-line bg-error-soft px-4 py-2.5 text-sm text-error-text">
          <TriangleAlert className="mt-px size-4 shrink-0" aria-hidden />
          <span>
            {blocked === 1 ? 'One project is' : `${formatInteger(blocked)} projects are`} blocked on the way out and
            needs a person. It is not erased, and there is no certificate, until what is named below is mended.
          </span>
        </p>
      )}
      <ul aria-label="Stuck removals" className="divide-y divide-line">
        {failing.map((row) => (
          <FailingRow key={row.projectId} row={row} />
        ))}
      </ul>
    </Panel>
  );
}

function FailingRow({ row }: { row: Failing }) {
  const { retryPurge } = useAdminActions();
  const toast = useToast();
  const { projectId, error, attempts, step, nextAttemptAt } = row;
  const waits = Date.parse(nextAttemptAt) > nowMs();
  const retry = async (): Promise<void> => {
    try {
      await retryPurge({ id: projectId });
      toast({ title: 'It is being tried now' });
    } catch (problem) {
      toast({ title: 'It was not tried', detail: readProblem(problem).message, tone: 'error' });
    }
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 text-sm">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <code className="font-mono text-xs break-all">{projectId}</code>
          {attempts >= BLOCKED_AFTER ? <Badge tone="error">blocked</Badge> : <Badge tone="warning">failing</Badge>}
        </p>
        <p className="mt-0.5 break-words text-error-text">{error}</p>
        <p className="text-muted">
          {attempts} {attempts === 1 ? 'attempt' : 'attempts'}, at the step “{step}”
          {waits ? (
            <>
              , next <RelativeTime time={nextAttemptAt} />
            </>
          ) : (
            ', is being tried'
          )}
        </p>
      </div>
      {waits ? (
        <Button size="sm" onClick={() => void retry()}>
          <RotateCw aria-hidden /> Try now
        </Button>
      ) : null}
    </li>
  );
}
