import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { Button } from '#ui/button';
import { ListRow, ListRows } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { useToast } from '#ui/toast';
import { DeleteProjectDialog } from './delete-project-dialog.tsx';
import { EnabledRow } from './enabled-row.tsx';
import { ProtectionSwitch } from './protection-switch.tsx';

/** What cannot be undone with a click, at the end of the settings. */
export function DangerZonePanel() {
  const project = useProject();
  const [asked, setAsked] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const trpc = useTRPC();
  const toast = useToast();
  const allowed = project.may('project:delete');
  const leave = async (): Promise<void> => {
    toast({ title: `${project.name} is being deleted`, detail: 'It can be restored on the page of the organization.' });
    await navigate({ to: '/organization/$organizationId', params: { organizationId: project.organization.id } });
    await queries.invalidateQueries({ queryKey: trpc.accounts.me.queryKey() });
  };
  return (
    <Panel flush title="Danger zone" danger>
      <ListRows label="Danger zone">
        <EnabledRow />
        <ListRow
          wrap
          title="Protection against deletion"
          detail="While it is on, nobody can delete this project, and switching it off is in the audit log."
        >
          <ProtectionSwitch allowed={allowed} />
        </ListRow>
        <ListRow
          wrap
          title="Delete this project"
          detail={
            allowed
              ? 'Its keys stop working at once. It can be restored for some days, then everything in it is removed for good.'
              : 'Only an owner can delete it.'
          }
        >
          <Button variant="danger" disabled={!allowed} onClick={() => setAsked(true)}>
            <Trash2 aria-hidden /> Delete…
          </Button>
        </ListRow>
      </ListRows>
      {asked ? (
        <DeleteProjectDialog project={project} onClose={() => setAsked(false)} onDeleted={() => void leave()} />
      ) : null}
    </Panel>
  );
}
