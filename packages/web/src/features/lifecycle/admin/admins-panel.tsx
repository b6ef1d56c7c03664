import { ShieldPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#ui/button';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Loaded } from '#ui/loaded';
import { Panel } from '#ui/panel';
import { ReasonDialog } from '#ui/reason-dialog';
import { RelativeTime } from '#ui/relative-time';
import { useUndoToast } from '#ui/undo-toast';
import { MakeAdminDialog } from './make-admin-dialog.tsx';
import { useAdminActions, useInstanceAdmins, type InstanceAdmin } from './use-admin.ts';

/** Who looks after the instance. */
export function AdminsPanel() {
  const admins = useInstanceAdmins();
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<InstanceAdmin | null>(null);
  const { setAdmin } = useAdminActions();
  const offerUndo = useUndoToast();
  const end = async ({ email }: InstanceAdmin, reason: string): Promise<void> => {
    await setAdmin({ email, admin: false, reason });
    offerUndo({
      title: `${email} is no admin any more`,
      undo: () => setAdmin({ email, admin: true, reason: `Undone: ${reason}` }),
    });
  };
  return (
    <Panel
      flush
      title="Admins of the instance"
      description="They see this page. Two of them together can remove a project at once; a new one has no say in that for a day."
      actions={
        <Button size="sm" onClick={() => setMaking(true)}>
          <ShieldPlus aria-hidden /> Add an admin…
        </Button>
      }
    >
      <Loaded query={admins} problem="The admins could not be read" skeleton={<ListSkeleton rows={1} />}>
        {(rows) => (
          <ListRows label="Admins of the instance">
            {rows.map((row) => (
              <ListRow
                key={row.id}
                you={row.isYou}
                title={row.email}
                detail={
                  row.since === null ? (
                    'from the beginning'
                  ) : (
                    <>
                      since <RelativeTime time={row.since} />
                    </>
                  )
                }
              >
                {rows.length === 1 ? null : (
                  <Button size="sm" onClick={() => setEnding(row)}>
                    Remove…
                  </Button>
                )}
              </ListRow>
            ))}
          </ListRows>
        )}
      </Loaded>
      {making ? <MakeAdminDialog onClose={() => setMaking(false)} /> : null}
      {ending === null ? null : (
        <ReasonDialog
          title={ending.isYou ? 'Stop being an admin?' : `${ending.email} stops being an admin?`}
          description="The account stays, with everything else that it may do."
          hint="Kept in the audit log."
          confirmLabel="Remove"
          variant="danger"
          confirm={(reason) => end(ending, reason)}
          onClose={() => setEnding(null)}
        />
      )}
    </Panel>
  );
}
