import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Checkbox } from '#ui/checkbox';
import { CodeBlock } from '#ui/code-block';
import { Dialog } from '#ui/dialog';
import { FormError } from '#ui/form-field';
import { useToast } from '#ui/toast';
import { useRestoreProject, type PendingProject } from './use-pending-projects.ts';

export function RestoreProjectDialog({ project, onClose }: { project: PendingProject; onClose: () => void }) {
  const [replace, setReplace] = useState(false);
  const restore = useRestoreProject(project.id);
  const [key, setKey] = useState<Awaited<ReturnType<typeof restore>>['newKeys']>(null);
  const toast = useToast();
  const { busy, problem, submit } = useSubmit(async () => {
    const done = await restore(replace);
    toast({
      title: `${done.name} is back`,
      detail:
        done.renamedFrom === null
          ? replace
            ? 'Its old keys stay dead.'
            : 'Its keys work again.'
          : `Its name ${done.renamedFrom} was taken meanwhile.`,
    });
    if (done.newKeys === null) onClose();
    else setKey(done.newKeys);
  });
  if (key !== null)
    return (
      <Dialog
        open
        held
        onOpenChange={(open) => !open && onClose()}
        title="Copy the new secret now"
        description="It is kept only as a hash. When this closes, nobody can see it again."
        footer={
          <Button variant="primary" onClick={onClose}>
            I have copied the secret
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          <CodeBlock title="Public key" code={key.publicKey} wrap />
          <CodeBlock title="Secret key" code={key.secretKey} wrap />
        </div>
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Restore ${project.name}`}
      description="Everything in it comes back as it was, and its people see it again."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="restore-project" variant="primary" busy={busy}>
            Restore
          </Button>
        </>
      }
    >
      <form id="restore-project" onSubmit={submit}>
        <label className="flex items-start gap-2 text-base">
          <Checkbox className="mt-0.5" checked={replace} onCheckedChange={(checked) => setReplace(checked === true)} />
          <span>
            Replace its API keys
            <span className="block text-sm text-muted">For a leaked key. Otherwise the old ones work again.</span>
          </span>
        </label>
        <FormError message={problem} />
      </form>
    </Dialog>
  );
}
