import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { rememberCreatedKey, type CreatedKey } from '#lib/created-keys';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { CodeBlock } from '#ui/code-block';
import { FormError } from '#ui/form-field';

/** Makes a pair in place, so that the snippets below are complete; says where the keys are otherwise. */
export function KeysStep({ created }: { created: CreatedKey | null }) {
  const project = useProject();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const keys = useQuery({
    ...trpc.apiKeys.list.queryOptions({ projectId: project.id }),
    enabled: project.may('apiKeys:read'),
  });
  const create = useMutation(trpc.apiKeys.create.mutationOptions());
  const { busy, problem, submit } = useSubmit(async () => {
    rememberCreatedKey(project.id, await create.mutateAsync({ projectId: project.id, note: 'Getting started' }));
    await queries.invalidateQueries({ queryKey: trpc.apiKeys.list.queryKey() });
  });
  if (created !== null) {
    return (
      <div className="flex flex-col gap-3">
        <p className="text-sm text-muted">
          The secret is shown only until you leave or reload. The snippets below are filled with both.
        </p>
        <div className="grid gap-3 md:grid-cols-2">
          <CodeBlock title="Public key" code={created.publicKey} wrap />
          <CodeBlock title="Secret key" code={created.secretKey} wrap />
        </div>
      </div>
    );
  }
  const count = keys.data?.length ?? 0;
  return (
    <div>
      <p className="mb-3 text-base text-muted">
        {count === 0
          ? 'Create a pair and the snippets below are filled with it.'
          : `The project has ${count === 1 ? 'a pair' : `${count} pairs`} of keys. Their secrets were shown once; use yours, or create another pair to have the snippets filled in.`}
      </p>
      {project.may('apiKeys:write') ? (
        <Button variant={count === 0 ? 'primary' : 'secondary'} busy={busy} onClick={() => submit()}>
          <KeyRound aria-hidden /> Create keys
        </Button>
      ) : (
        <p className="text-sm text-muted">Ask an admin of the project for keys.</p>
      )}
      <FormError message={problem} />
    </div>
  );
}
