import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';

export interface PurgeDialogProps {
  name: string;
  /** The dialog stays open, with the reason, when this rejects. */
  purge: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something goes that nobody can bring back. */
export function PurgeDialog({ name, purge, onClose }: PurgeDialogProps) {
  const [reason, setReason] = useState('');
  const { busy, problem, submit } = useSubmit(async () => {
    await purge(reason.trim());
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name} for good?`}
      description="Nobody can bring it back after this. What arrives about it later is refused."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="purge" variant="danger" busy={busy}>
            Delete for good
          </Button>
        </>
      }
    >
      <form id="purge" onSubmit={submit}>
        <FormField label="Why" hint="Kept in the audit log.">
          {(control) => (
            <Input
              {...control}
              required
              autoFocus
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </FormField>
        <FormError message={problem} />
      </form>
    </Dialog>
  );
}
