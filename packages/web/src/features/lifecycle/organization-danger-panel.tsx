import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { OrganizationAccess } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { Button } from '#ui/button';
import { ListRow, ListRows } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { useToast } from '#ui/toast';
import { DeletionDialog } from './deletion-dialog.tsx';
import { useOrganizationDeletion } from './use-organization-deletion.ts';

/** Nothing for those who may not delete the organization. */
export function OrganizationDangerPanel({ organization }: { organization: OrganizationAccess }) {
  const [asked, setAsked] = useState(false);
  if (!organization.permissions.includes('organization:delete')) return null;
  return (
    <Panel flush title="Danger zone" danger>
      <ListRows label="Danger zone">
        <ListRow
          wrap
          title="Delete this organization"
          detail="Once it has no projects any more. Its owners can restore it for some days, from their accounts."
        >
          <Button variant="danger" onClick={() => setAsked(true)}>
            <Trash2 aria-hidden /> Delete…
          </Button>
        </ListRow>
      </ListRows>
      {asked ? <DeleteOrganization organization={organization} onClose={() => setAsked(false)} /> : null}
    </Panel>
  );
}

function DeleteOrganization({ organization, onClose }: { organization: OrganizationAccess; onClose: () => void }) {
  const flow = useOrganizationDeletion(organization.id);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const trpc = useTRPC();
  const toast = useToast();
  const leave = async (): Promise<void> => {
    toast({
      title: `${organization.name} is being deleted`,
      detail: 'It can be restored on the page of your account.',
    });
    await navigate({ to: '/account' });
    await queries.invalidateQueries({ queryKey: trpc.accounts.me.queryKey() });
    await queries.invalidateQueries({ queryKey: trpc.lifecycle.pathKey() });
  };
  const graceDays = flow.preview.data?.graceDays;
  return (
    <DeletionDialog
      noun="organization"
      name={organization.name}
      flow={flow}
      onClose={onClose}
      onDeleted={() => void leave()}
    >
      <p className="text-base text-muted">
        Its members, invitations and keys go with it, and nobody sees it any more.{' '}
        {graceDays === undefined
          ? null
          : graceDays === null
            ? 'Its owners can take that back at any time.'
            : `Its owners can take that back for ${graceDays} days.`}
      </p>
    </DeletionDialog>
  );
}
