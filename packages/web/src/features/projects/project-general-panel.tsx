import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { CopyButton } from '#ui/copy-button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { useToast } from '#ui/toast';

export function ProjectGeneralPanel() {
  const project = useProject();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState(project.name);
  const facts = useQuery(trpc.projects.get.queryOptions({ projectId: project.id }));
  const update = useMutation(trpc.projects.update.mutationOptions());
  const allowed = project.may('project:update');
  const { busy, problem, submit } = useSubmit(async () => {
    await update.mutateAsync({ projectId: project.id, name: name.trim() });
    await Promise.all([queries.invalidateQueries({ queryKey: trpc.accounts.me.queryKey() }), facts.refetch()]);
    toast({ title: 'The project is renamed' });
  });
  return (
    <Panel title="Project">
      <form className="flex max-w-[520px] flex-col gap-4" onSubmit={submit}>
        <FormField label="Name" {...(allowed ? {} : { hint: 'Only owners and admins can rename the project.' })}>
          {(control) => (
            <Input
              {...control}
              required
              minLength={3}
              maxLength={60}
              disabled={!allowed}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </FormField>
        <FormError message={problem} />
        {allowed ? (
          <div>
            <Button type="submit" busy={busy} disabled={name.trim().length < 3 || name.trim() === project.name}>
              Save
            </Button>
          </div>
        ) : null}
      </form>
      <dl className="mt-5 grid grid-cols-[120px_1fr] items-center gap-y-1.5 border-t border-line pt-4 text-sm">
        <dt className="text-muted">Project ID</dt>
        <dd className="flex min-w-0 items-center gap-1 font-mono text-xs">
          <span className="truncate">{project.id}</span>
          <CopyButton text={project.id} label="Copy the project’s id" />
        </dd>
        <dt className="text-muted">Organization</dt>
        <dd>{project.organization.name}</dd>
        <dt className="text-muted">Your role</dt>
        <dd>{project.role.toLowerCase()}</dd>
        <dt className="text-muted">Created</dt>
        <dd>{facts.data === undefined ? '…' : <RelativeTime time={facts.data.createdAt} />}</dd>
        <dt className="text-muted">Data is kept</dt>
        <dd>
          {facts.data === undefined
            ? '…'
            : facts.data.retentionDays === null
              ? 'for ever'
              : `${facts.data.retentionDays} days`}
        </dd>
      </dl>
    </Panel>
  );
}
