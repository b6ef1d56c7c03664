import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import { useProject, useSession } from '#lib/session';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { useToast } from '#ui/toast';
import { ShowMore } from '#ui/show-more';
import { PurgeDialog } from './purge-dialog.tsx';
import { TrashContentsDialog } from './trash-contents-dialog.tsx';
import { TrashRow } from './trash-row.tsx';
import { useTrash, type TrashEntry } from './use-trash.ts';

/** What was deleted in the project and can still come back. */
export function TrashPage() {
  const project = useProject();
  const { user } = useSession();
  const toast = useToast();
  const { list, rows, restore, purge } = useTrash();
  const [purging, setPurging] = useState<TrashEntry | null>(null);
  const [looking, setLooking] = useState<TrashEntry | null>(null);
  const bringBack = async (row: TrashEntry): Promise<void> => {
    try {
      const { renamed } = await restore(row.id);
      const names = renamed.map(({ from, to }) => `${from} is now ${to}`).join(', ');
      toast({ title: `${row.entityName} is back`, ...(names === '' ? {} : { detail: `Names were taken: ${names}.` }) });
    } catch (error) {
      toast({ title: 'It could not be restored', detail: readProblem(error).message, tone: 'error' });
    }
  };
  if (list.error !== null && rows === undefined)
    return <ErrorState title="The trash could not be read" error={list.error} onRetry={() => void list.refetch()} />;
  if (rows?.length === 0)
    return (
      <EmptyState icon={Trash2} title="The trash is empty">
        What is deleted in this project waits here until its days are over: traces, sessions, scores, models. Until then
        it can be restored as it was.
      </EmptyState>
    );
  return (
    <div className="mx-auto max-w-[1120px] p-4">
      <Panel
        flush
        title="Trash"
        description="Each deletion comes back whole. When its days are over it goes for good by itself."
      >
        {rows === undefined ? <ListSkeleton rows={5} /> : null}
        <ListRows label="Deletions">
          {(rows ?? []).map((row) => (
            <TrashRow
              key={row.id}
              row={row}
              mayRestore={project.may('trash:restore') || row.requestedBy.name === user.email}
              mayPurge={project.may('trash:purge')}
              onLook={project.may('trash:restore') ? () => setLooking(row) : null}
              onRestore={() => void bringBack(row)}
              onPurge={() => setPurging(row)}
            />
          ))}
        </ListRows>
        <ShowMore list={list} />
      </Panel>
      {looking === null ? null : <TrashContentsDialog entry={looking} onClose={() => setLooking(null)} />}
      {purging === null ? null : (
        <PurgeDialog
          name={purging.entityName}
          purge={(reason) => purge(purging.id, reason)}
          onClose={() => setPurging(null)}
        />
      )}
    </div>
  );
}
