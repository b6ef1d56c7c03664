import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { Panel } from '#ui/panel';
import { Select } from '#ui/select';

const NEW = 'new';

/** A project in one of the person's organizations, or in one made with it: the way in for somebody new. */
export function NewProjectPage() {
  const { organizations, user } = useSession();
  const mine = organizations.filter(({ permissions }) => permissions.includes('projects:create'));
  const first = organizations.length === 0;
  const [organizationId, setOrganizationId] = useState(mine[0]?.id ?? NEW);
  const [organizationName, setOrganizationName] = useState(first ? `${user.name || 'My'}’s organization` : '');
  const [name, setName] = useState('');
  const { busy, problem, submit } = useCreate({ organizationId, organizationName, name });
  const options = [
    ...mine.map(({ id, name: label }) => ({ value: id, label })),
    { value: NEW, label: 'A new organization' },
  ];
  return (
    <div className="mx-auto flex max-w-[520px] flex-col gap-4 px-4 py-[6vh]">
      <div>
        <h2 className="text-xl font-semibold">{first ? `Welcome, ${user.name || user.email}` : 'New project'}</h2>
        <p className="mt-1 text-base text-muted">
          A project holds the traces of one application and has its own keys. Its organization holds the people.
        </p>
      </div>
      <Panel>
        <form className="flex flex-col gap-4" onSubmit={submit}>
          {mine.length === 0 ? null : (
            <FormField label="Organization">
              {({ id }) => <Select id={id} value={organizationId} options={options} onChange={setOrganizationId} />}
            </FormField>
          )}
          {organizationId === NEW ? (
            <FormField label="Name of the organization">
              {(control) => (
                <Input
                  {...control}
                  required
                  maxLength={100}
                  value={organizationName}
                  onChange={(event) => setOrganizationName(event.target.value)}
                />
              )}
            </FormField>
          ) : null}
          <FormField label="Name of the project" hint="3 to 60 characters, such as the name of your application">
            {(control) => (
              <Input
                {...control}
                required
                minLength={3}
                maxLength={60}
                autoFocus
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </FormField>
          <FormError message={problem} />
          <div>
            <Button type="submit" variant="primary" busy={busy}>
              Create the project
            </Button>
          </div>
        </form>
      </Panel>
    </div>
  );
}

function useCreate({
  organizationId,
  organizationName,
  name,
}: {
  organizationId: string;
  organizationName: string;
  name: string;
}) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const createOrganization = useMutation(trpc.organizations.create.mutationOptions());
  const createProject = useMutation(trpc.projects.create.mutationOptions());
  const [made, setMade] = useState<string | null>(null);
  return useSubmit(async () => {
    let target = organizationId === NEW ? made : organizationId;
    if (target === null) {
      target = (await createOrganization.mutateAsync({ name: organizationName.trim() })).id;
      // If the project's name is refused, the next try goes into the organization that exists by now.
      setMade(target);
    }
    const project = await createProject.mutateAsync({ organizationId: target, name: name.trim() });
    await queries.invalidateQueries({ queryKey: trpc.accounts.me.queryKey() });
    await navigate({ to: '/project/$projectId/getting-started', params: { projectId: project.id } });
  });
}
