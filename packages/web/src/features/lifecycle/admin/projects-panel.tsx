import { Scale } from 'lucide-react';
import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { ErrorState } from '#ui/error-state';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { useToast } from '#ui/toast';
import { LegalHoldDialog } from './legal-hold-dialog.tsx';
import { Pager } from './pager.tsx';
import { useAdminActions, useAdminProjects, type AdminProject } from './use-admin.ts';

const HOLDABLE: ReadonlySet<string> = new Set(['ACTIVE', 'DISABLED', 'PENDING_DELETION']);

/** All projects of the instance, with their legal holds. */
export function ProjectsPanel() {
  const [skip, setSkip] = useState(0);
  const [holding, setHolding] = useState<AdminProject | null>(null);
  const { data, error, refetch } = useAdminProjects(skip);
  const { legalHold } = useAdminActions();
  const toast = useToast();
  const lift = async ({ id, name }: AdminProject): Promise<void> => {
    try {
      await legalHold({ id, reason: null });
      toast({ title: `The hold on ${name} is lifted` });
    } catch (problem) {
      toast({ title: 'The hold was not lifted', detail: readProblem(problem).message, tone: 'error' });
    }
  };
  return (
    <Panel
      flush
      title="Projects"
      description="A legal hold keeps a project and everything in it: nobody can delete it, and what was asked for waits."
    >
      {error !== null && data === undefined ? (
        <ErrorState title="The projects could not be read" error={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && error === null ? <ListSkeleton rows={3} /> : null}
      <ListRows label="Projects">
        {(data?.data ?? []).map((project) => (
          <ListRow
            key={project.id}
            title={project.name}
            detail={
              project.legalHold === null ? (
                <span className="font-mono text-xs">{project.id}</span>
              ) : (
                `On legal hold: ${project.legalHold}`
              )
            }
          >
            {project.status === 'ACTIVE' ? null : <Badge>{project.status.toLowerCase().replaceAll('_', ' ')}</Badge>}
            {project.legalHold !== null ? (
              <>
                <Badge tone="warning">
                  <Scale className="size-3.5" aria-hidden /> held
                </Badge>
                <Button size="sm" onClick={() => void lift(project)}>
                  Lift the hold
                </Button>
              </>
            ) : HOLDABLE.has(project.status) ? (
              <Button size="sm" onClick={() => setHolding(project)}>
                Hold…
              </Button>
            ) : null}
          </ListRow>
        ))}
      </ListRows>
      <Pager skip={skip} total={data?.total ?? 0} onSkip={setSkip} />
      {holding === null ? null : (
        <LegalHoldDialog
          name={holding.name}
          hold={(reason) => legalHold({ id: holding.id, reason })}
          onClose={() => setHolding(null)}
        />
      )}
    </Panel>
  );
}
