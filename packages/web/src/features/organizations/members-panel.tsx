import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import { useSession, type OrganizationAccess } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { ErrorState } from '#ui/error-state';
import { IconButton } from '#ui/icon-button';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { ROLE_OPTIONS, type RoleName } from '#ui/role-options';
import { Select } from '#ui/select';
import { useToast } from '#ui/toast';

interface Leaving {
  userId: string;
  name: string;
}

export function MembersPanel({ organization }: { organization: OrganizationAccess }) {
  const trpc = useTRPC();
  const { user } = useSession();
  const members = useQuery(trpc.organizations.members.list.queryOptions({ organizationId: organization.id }));
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const { setRole, remove } = useMemberChanges(organization.id);
  const allowed = organization.permissions.includes('organizationMembers:write');
  if (members.error !== null)
    return (
      <ErrorState title="The members could not be read" error={members.error} onRetry={() => void members.refetch()} />
    );
  return (
    <Panel flush title="Members" description="A role here counts in every project that gives no other.">
      {members.data === undefined ? <ListSkeleton /> : null}
      <ListRows label="Members">
        {(members.data ?? []).map(({ userId, name, email, role }) => (
          <ListRow key={userId} title={name || email} you={userId === user.id} detail={email}>
            {allowed ? (
              <>
                <Select
                  size="sm"
                  className="w-32!"
                  label={`Role of ${name || email}`}
                  value={role as RoleName}
                  options={ROLE_OPTIONS}
                  onChange={(next) => setRole(userId, next)}
                />
                <IconButton
                  icon={UserMinus}
                  label={`Remove ${name || email}`}
                  onClick={() => setLeaving({ userId, name: name || email })}
                />
              </>
            ) : (
              <span className="text-sm text-muted">{role.toLowerCase()}</span>
            )}
          </ListRow>
        ))}
      </ListRows>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={`Remove ${leaving?.name ?? ''} from ${organization.name}?`}
        confirmLabel="Remove"
        onConfirm={() => remove(leaving?.userId ?? '')}
      >
        They lose access to every project of the organization at once, and roles given in projects go too. Keys that
        they made keep working; what they wrote stays.
      </ConfirmDialog>
    </Panel>
  );
}

function useMemberChanges(organizationId: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const onSuccess = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: trpc.organizations.members.list.queryKey() }),
      queries.invalidateQueries({ queryKey: trpc.accounts.me.queryKey() }),
    ]);
  const update = useMutation(
    trpc.organizations.members.updateRole.mutationOptions({
      onSuccess,
      onError: (error) =>
        toast({ tone: 'error', title: 'The role was not changed', detail: readProblem(error).message }),
    }),
  );
  const removal = useMutation(trpc.organizations.members.remove.mutationOptions({ onSuccess }));
  return {
    setRole: (userId: string, role: RoleName) => update.mutate({ organizationId, userId, role }),
    remove: (userId: string) => removal.mutateAsync({ organizationId, userId }),
  };
}
