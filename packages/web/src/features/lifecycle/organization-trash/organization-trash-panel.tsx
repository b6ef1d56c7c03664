import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import type { OrganizationAccess } from '#lib/session';
import { useSession } from '#lib/session';
import { ListRows, ListSkeleton } from '#ui/list-rows';
import { Loaded } from '#ui/loaded';
import { Panel } from '#ui/panel';
import { ShowMore } from '#ui/show-more';
import { useToast } from '#ui/toast';
import { PurgeDialog } from '../purge-dialog.tsx';
import { TrashContentsDialog } from '../trash-contents-dialog.tsx';
import { TrashRow } from '../trash-row.tsx';
import { useOrganizationTrash, type OrganizationTrashEntry } from './use-organization-trash.ts';

/** The trash of all projects of an organization that the reader looks after. */
export function OrganizationTrashPanel({ organization }: { organization: OrganizationAccess }) {
  const { user } = useSession();
  const { list, rows, restore, purge } = useOrganizationTrash(organization.id);
  const [purging, setPurging] = useState<OrganizationTrashEntry | null>(null);
  const [looking, setLooking] = useState<OrganizationTrashEntry | null>(null);
  const toast = useToast();
  const may = ({ projectId }: OrganizationTrashEntry, permission: string): boolean =>
    organization.projects.find(({ id }) => id === projectId)?.permissions.includes(permission) ?? false;
  const bringBack = async (row: OrganizationTrashEntry): Promise<void> => {
    try {
      await restore(row);
      toast({ title: `${row.entityName} is back in ${row.projectName}` });
    } catch (error) {
      toast({ title: 'It could not be restored', detail: readProblem(error).message, tone: 'error' });
    }
  };
  return (
    <Panel
      flush
      title="Deleted in projects"
      description="Each deletion comes back whole. When its days are over it goes for good by itself."
    >
      <Loaded
        query={{ ...list, data: rows }}
        problem="The trash could not be read"
        skeleton={<ListSkeleton rows={3} />}
      >
        {(shown) =>
          shown.length === 0 ? (
            <p className="px-4 py-8 text-center text-sm text-muted">
              Nothing is in the trash of any project. What people delete there is listed here until its days are over.
            </p>
          ) : (
            <ListRows label="Deleted in projects">
              {shown.map((row) => (
                <TrashRow
                  key={row.id}
                  row={row}
                  projectName={row.projectName}
                  mayRestore={may(row, 'trash:restore') || row.requestedBy.name === user.email}
                  mayPurge={may(row, 'trash:purge')}
                  onLook={may(row, 'trash:restore') ? () => setLooking(row) : null}
                  onRestore={() => void bringBack(row)}
                  onPurge={() => setPurging(row)}
                />
              ))}
            </ListRows>
          )
        }
      </Loaded>
      <ShowMore list={list} />
      {looking === null ? null : <TrashContentsDialog entry={looking} onClose={() => setLooking(null)} />}
      {purging === null ? null : (
        <PurgeDialog
          name={purging.entityName}
          purge={(reason) => purge(purging, reason)}
          onClose={() => setPurging(null)}
        />
      )}
    </Panel>
  );
}
