import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { CreatedKey } from '#lib/created-keys';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { CodeBlock } from '#ui/code-block';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';

/** Makes a pair and shows its secret, the one time that it can be seen. */
export function CreateKeyDialog({
  create,
  onClose,
}: {
  create: (note: string) => Promise<CreatedKey>;
  onClose: () => void;
}) {
  const [note, setNote] = useState('');
  const [key, setKey] = useState<CreatedKey | null>(null);
  const { busy, problem, submit } = useSubmit(async () => setKey(await create(note.trim())));
  const footer =
    key === null ? (
      <>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" form="create-key" variant="primary" busy={busy}>
          Create
        </Button>
      </>
    ) : (
      <Button variant="primary" onClick={onClose}>
        I have copied the secret
      </Button>
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={key === null ? 'Create keys' : 'Copy the secret now'}
      footer={footer}
      held={key !== null}
    >
      {key === null ? (
        <form id="create-key" onSubmit={submit}>
          <FormField label="Note" hint="Optional: where it is used, so that you know later which one to revoke.">
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                autoFocus
                placeholder="production backend"
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </FormField>
          <FormError message={problem} />
        </form>
      ) : (
        <div className="flex flex-col gap-3">
          <p className="flex gap-2 rounded bg-warning-soft px-3 py-2 text-sm text-warning-text">
            <TriangleAlert className="mt-px size-4 shrink-0" aria-hidden /> The secret is kept only as a hash. When this
            closes, nobody can see it again.
          </p>
          <CodeBlock title="Public key" code={key.publicKey} wrap />
          <CodeBlock title="Secret key" code={key.secretKey} wrap />
          <CodeBlock title=".env" code={envText(key)} wrap />
        </div>
      )}
    </Dialog>
  );
}

/** The variables that the SDKs read. */
const envText = ({ publicKey, secretKey }: Pick<CreatedKey, 'publicKey' | 'secretKey'>): string =>
  [
    `LANGFUSE_PUBLIC_KEY="${publicKey}"`,
    `LANGFUSE_SECRET_KEY="${secretKey}"`,
    `LANGFUSE_BASE_URL="${location.origin}"`,
  ].join('\n');
