import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readProblem } from '#lib/app-error';
import { useProject, useSession } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { Button } from '#ui/button';
import { ErrorState } from '#ui/error-state';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { Select } from '#ui/select';
import { useToast } from '#ui/toast';
import { ROLE_OPTIONS } from '#ui/role-options';

const INHERIT = 'INHERIT';

/** Everybody of the organization and the role that counts here; a role of its own may be given for this project. */
export function ProjectMembersPanel() {
  const project = useProject();
  const { user } = useSession();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const members = useQuery(trpc.projects.members.list.queryOptions({ projectId: project.id }));
  const setRole = useMutation(
    trpc.projects.members.setRole.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.projects.members.list.queryKey() }),
          queries.invalidateQueries({ queryKey: trpc.accounts.me.queryKey() }),
        ]),
      onError: (error) =>
        toast({ tone: 'error', title: 'The role was not changed', detail: readProblem(error).message }),
    }),
  );
  const allowed = project.may('projectMembers:write');
  const invite = (
    <Button asChild size="sm">
      <Link
        to="/organization/$organizationId"
        params={{ organizationId: project.organization.id }}
        search={{ tab: 'members' } as never}
      >
        Invite people
      </Link>
    </Button>
  );
  if (members.error !== null)
    return (
      <ErrorState title="The members could not be read" error={members.error} onRetry={() => void members.refetch()} />
    );
  return (
    <Panel
      flush
      title="Members"
      description="People of the organization. A role given here counts instead of the one they have there."
      {...(allowed ? { actions: invite } : {})}
    >
      {members.data === undefined ? <ListSkeleton /> : null}
      <ListRows label="Members of the project">
        {(members.data ?? []).map(({ userId, name, email, organizationRole, projectRole, role }) => (
          <ListRow key={userId} title={name || email} you={userId === user.id} detail={email}>
            {allowed ? (
              <Select
                size="sm"
                className="w-56!"
                label={`Role of ${name || email} in this project`}
                value={projectRole ?? INHERIT}
                options={[
                  {
                    value: INHERIT,
                    label: `${organizationRole.charAt(0)}${organizationRole.slice(1).toLowerCase()}, from the organization`,
                  },
                  ...ROLE_OPTIONS,
                ]}
                onChange={(next) =>
                  setRole.mutate({
                    projectId: project.id,
                    userId: userId as never,
                    role: next === INHERIT ? null : next,
                  })
                }
              />
            ) : (
              <span className="text-sm text-muted">{role.toLowerCase()}</span>
            )}
          </ListRow>
        ))}
      </ListRows>
    </Panel>
  );
}
