import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';

export interface LegalHoldDialogProps {
  name: string;
  hold: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

export function LegalHoldDialog({ name, hold, onClose }: LegalHoldDialogProps) {
  const [reason, setReason] = useState('');
  const { busy, problem, submit } = useSubmit(async () => {
    await hold(reason.trim());
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Hold ${name}`}
      description="Until the hold is lifted nobody can delete the project, and nothing of it is removed for good."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="legal-hold" variant="primary" busy={busy}>
            Hold
          </Button>
        </>
      }
    >
      <form id="legal-hold" onSubmit={submit}>
        <FormField label="Why" hint="Owners read it when they try to delete the project.">
          {(control) => (
            <Input
              {...control}
              required
              autoFocus
              maxLength={500}
              placeholder="Case 2026/14"
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
