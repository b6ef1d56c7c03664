import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MailPlus, X } from 'lucide-react';
import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import type { OrganizationAccess } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useSubmit } from '#lib/use-submit';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { CodeBlock } from '#ui/code-block';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { IconButton } from '#ui/icon-button';
import { Input } from '#ui/input';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { ROLE_OPTIONS, type RoleName } from '#ui/role-options';
import { Select } from '#ui/select';
import { useToast } from '#ui/toast';

/** Open invitations, and the way to send one. */
export function InvitationsPanel({ organization }: { organization: OrganizationAccess }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [inviting, setInviting] = useState(false);
  const invitations = useQuery(trpc.organizations.invitations.list.queryOptions({ organizationId: organization.id }));
  const revoke = useMutation(
    trpc.organizations.invitations.revoke.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.organizations.invitations.list.queryKey() }),
      onError: (error) => toast({ tone: 'error', title: 'The invitation stands', detail: readProblem(error).message }),
    }),
  );
  const allowed = organization.permissions.includes('organizationMembers:write');
  const add = (
    <Button size="sm" variant="primary" onClick={() => setInviting(true)}>
      <MailPlus aria-hidden /> Invite
    </Button>
  );
  return (
    <Panel
      flush
      title="Invitations"
      description="Open ones. A link works once, for a week."
      {...(allowed ? { actions: add } : {})}
    >
      {invitations.data === undefined && invitations.error === null ? <ListSkeleton rows={1} /> : null}
      {invitations.data?.length === 0 ? (
        <p className="px-4 py-6 text-center text-sm text-muted">Nobody is invited at the moment.</p>
      ) : null}
      <ListRows label="Invitations">
        {(invitations.data ?? []).map(({ id, email, role, invitedBy, createdAt, expired }) => (
          <ListRow
            key={id}
            title={email}
            detail={
              <>
                {role.toLowerCase()}, invited <RelativeTime time={createdAt} />
                {invitedBy === null ? '' : ` by ${invitedBy}`}
              </>
            }
          >
            {expired ? <Badge tone="warning">expired</Badge> : null}
            {allowed ? (
              <IconButton
                icon={X}
                label={`Withdraw the invitation of ${email}`}
                onClick={() => revoke.mutate({ organizationId: organization.id, invitationId: id })}
              />
            ) : null}
          </ListRow>
        ))}
      </ListRows>
      {inviting ? <InviteDialog organization={organization} onClose={() => setInviting(false)} /> : null}
    </Panel>
  );
}

function InviteDialog({ organization, onClose }: { organization: OrganizationAccess; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<RoleName>('MEMBER');
  const create = useMutation(trpc.organizations.invitations.create.mutationOptions());
  const { busy, problem, submit } = useSubmit(async () => {
    await create.mutateAsync({ organizationId: organization.id, email: email.trim(), role });
    await queries.invalidateQueries({ queryKey: trpc.organizations.invitations.list.queryKey() });
  });
  const done = create.data;
  const footer =
    done === undefined ? (
      <>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" form="invite" variant="primary" busy={busy}>
          Send the invitation
        </Button>
      </>
    ) : (
      <Button variant="primary" onClick={onClose}>
        Done
      </Button>
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Invite to ${organization.name}`}
      footer={footer}
      held={done !== undefined}
    >
      {done === undefined ? (
        <form id="invite" className="flex flex-col gap-4" onSubmit={submit}>
          <FormField label="E-mail">
            {(control) => (
              <Input
                {...control}
                type="email"
                required
                autoFocus
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            )}
          </FormField>
          <FormField label="Role">
            {({ id }) => <Select id={id} value={role} options={ROLE_OPTIONS} onChange={setRole} />}
          </FormField>
          <FormError message={problem} />
        </form>
      ) : (
        <>
          <p className="mb-3 text-base">
            A mail is on its way to <span className="font-medium">{done.email}</span>. You can also hand over the link
            yourself; it is shown only now.
          </p>
          <CodeBlock code={done.link} wrap />
        </>
      )}
    </Dialog>
  );
}
