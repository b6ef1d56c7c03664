import type { CreatedWebhook } from '@tidemark/contract/webhooks';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { CodeBlock } from '#ui/code-block';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';

export interface CreateWebhookDialogProps {
  create: (url: string) => Promise<CreatedWebhook>;
  onClose: () => void;
}

/** Adds an address and shows the secret that its calls are signed with, the one time that it can be seen. */
export function CreateWebhookDialog({ create, onClose }: CreateWebhookDialogProps) {
  const [url, setUrl] = useState('');
  const [created, setCreated] = useState<CreatedWebhook | null>(null);
  const { busy, problem, submit } = useSubmit(async () => setCreated(await create(url.trim())));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={created === null ? 'Add a webhook' : 'Copy the secret now'}
      held={created !== null}
      footer={
        created === null ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form="create-webhook" variant="primary" busy={busy}>
              Add
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={onClose}>
            I have copied the secret
          </Button>
        )
      }
    >
      {created === null ? (
        <form id="create-webhook" onSubmit={submit}>
          <FormField label="Address" hint="Gets a POST with JSON, and answers with any 2xx within ten seconds.">
            {(control) => (
              <Input
                {...control}
                type="url"
                required
                autoFocus
                maxLength={1000}
                spellCheck={false}
                placeholder="https://example.com/tidemark"
                value={url}
                onChange={(event) => setUrl(event.target.value)}
              />
            )}
          </FormField>
          <FormError message={problem} />
        </form>
      ) : (
        <div className="flex flex-col gap-3">
          <p className="flex gap-2 rounded bg-warning-soft px-3 py-2 text-sm text-warning-text">
            <TriangleAlert className="mt-px size-4 shrink-0" aria-hidden /> Calls are signed with it. When this closes,
            nobody can see it again.
          </p>
          <CodeBlock title="Secret" code={created.secret} wrap />
        </div>
      )}
    </Dialog>
  );
}
