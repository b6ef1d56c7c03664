import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { formatExactDay } from '#lib/format-time';
import { formatTimeLeft } from '#lib/format-time-left';
import { useNow } from '#lib/use-now';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { ListRows } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { RestoreProjectDialog } from './restore-project-dialog.tsx';
import { usePendingProjects, type PendingProject } from './use-pending-projects.ts';

/** Projects of the organization on their way out; nothing when there are none. */
export function PendingProjectsPanel({ organizationId }: { organizationId: string }) {
  const { data } = usePendingProjects(organizationId);
  const [restoring, setRestoring] = useState<PendingProject | null>(null);
  return (
    <>
      {data === undefined || data.length === 0 ? null : (
        <Panel
          flush
          title="Being deleted"
          description="Nobody can open these any more. Until they are removed for good they can come back whole."
        >
          <ListRows label="Being deleted">
            {data.map((project) => (
              <PendingRow key={project.id} project={project} onRestore={() => setRestoring(project)} />
            ))}
          </ListRows>
        </Panel>
      )}
      {/* Outlives its row: new keys are shown after the project has left the list. */}
      {restoring === null ? null : <RestoreProjectDialog project={restoring} onClose={() => setRestoring(null)} />}
    </>
  );
}

function PendingRow({ project, onRestore }: { project: PendingProject; onRestore: () => void }) {
  const now = useNow();
  const { name, purgeAfter, requestedBy, reason, mayRestore, state } = project;
  const waiting = state === 'PENDING_DELETION';
  return (
    <li className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
      <div className="min-w-48 flex-1">
        <div className="flex min-w-0 items-center gap-2 text-base font-medium text-muted">
          <span className="truncate">{name}</span>
          <Badge tone={waiting ? 'warning' : state === 'PURGE_BLOCKED' ? 'error' : 'neutral'}>
            {waiting ? 'is being deleted' : (STATES[state] ?? state.toLowerCase())}
          </Badge>
        </div>
        <p className="text-sm break-words text-muted">
          {waiting ? (
            purgeAfter === null ? (
              'kept until somebody restores it'
            ) : (
              <span title={formatExactDay(purgeAfter)}>{formatTimeLeft(purgeAfter, now)}</span>
            )
          ) : (
            `can no longer be restored${state === 'PURGE_BLOCKED' ? ', and whoever runs this instance has to look' : ''}`
          )}
          {requestedBy === null ? '' : `, asked by ${requestedBy}`}
          {reason === null || reason === '' ? '' : `: ${reason}`}
        </p>
      </div>
      {waiting && mayRestore ? (
        <Button size="sm" onClick={onRestore}>
          <RotateCcw aria-hidden /> Restore
        </Button>
      ) : null}
    </li>
  );
}

const STATES: Record<string, string> = {
  PURGING: 'is being removed for good',
  VERIFYING: 'is removed, being verified',
  PURGE_BLOCKED: 'removal is stuck',
};
