import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FolderOpen, Plus } from 'lucide-react';
import { useState } from 'react';
import type { OrganizationAccess } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { ListRow, ListRows } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { useToast } from '#ui/toast';

export function OrganizationGeneralPanel({ organization }: { organization: OrganizationAccess }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState(organization.name);
  const rename = useMutation(trpc.organizations.rename.mutationOptions());
  const allowed = organization.permissions.includes('organization:update');
  const { busy, problem, submit } = useSubmit(async () => {
    await rename.mutateAsync({ organizationId: organization.id, name: name.trim() });
    await queries.invalidateQueries({ queryKey: trpc.accounts.me.queryKey() });
    toast({ title: 'The organization is renamed' });
  });
  return (
    <>
      <Panel title="Organization">
        <form className="flex max-w-[520px] flex-col gap-4" onSubmit={submit}>
          <FormField label="Name" {...(allowed ? {} : { hint: 'Only owners and admins can rename the organization.' })}>
            {(control) => (
              <Input
                {...control}
                required
                maxLength={100}
                disabled={!allowed}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </FormField>
          <FormError message={problem} />
          {allowed ? (
            <div>
              <Button type="submit" busy={busy} disabled={name.trim() === '' || name.trim() === organization.name}>
                Save
              </Button>
            </div>
          ) : null}
        </form>
      </Panel>
      <ProjectsPanel organization={organization} />
    </>
  );
}

function ProjectsPanel({ organization }: { organization: OrganizationAccess }) {
  const add = organization.permissions.includes('projects:create') ? (
    <Button asChild size="sm">
      <Link to="/new-project">
        <Plus aria-hidden /> New project
      </Link>
    </Button>
  ) : undefined;
  return (
    <Panel flush title="Projects" {...(add === undefined ? {} : { actions: add })}>
      {organization.projects.length === 0 ? (
        <p className="px-4 py-6 text-center text-sm text-muted">No project that you can see.</p>
      ) : null}
      <ListRows label="Projects">
        {organization.projects.map(({ id, name, role }) => (
          <ListRow key={id} title={name} detail={`You are ${role.toLowerCase()}`}>
            <Button asChild size="sm" variant="ghost">
              <Link to="/project/$projectId" params={{ projectId: id }}>
                <FolderOpen aria-hidden /> Open
              </Link>
            </Button>
          </ListRow>
        ))}
      </ListRows>
    </Panel>
  );
}
