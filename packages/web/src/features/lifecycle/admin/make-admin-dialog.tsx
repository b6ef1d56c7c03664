import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { useUndoToast } from '#ui/undo-toast';
import { useAdminActions } from './use-admin.ts';

export function MakeAdminDialog({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [reason, setReason] = useState('');
  const { setAdmin } = useAdminActions();
  const offerUndo = useUndoToast();
  const { busy, problem, submit } = useSubmit(async () => {
    const made = await setAdmin({ email: email.trim(), admin: true, reason: reason.trim() });
    onClose();
    offerUndo({
      title: `${made.email} is an admin now`,
      undo: () => setAdmin({ email: made.email, admin: false, reason: `Undone: ${reason.trim()}` }),
    });
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add an admin of the instance"
      description="Somebody who has an account here. Admins see what is being deleted in every organization, hold projects and remove them."
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="make-admin" variant="primary" busy={busy}>
            Add
          </Button>
        </>
      }
    >
      <form id="make-admin" className="flex flex-col gap-4" onSubmit={submit}>
        <FormField label="E-mail">
          {(control) => (
            <Input
              {...control}
              type="email"
              required
              autoFocus
              maxLength={320}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </FormField>
        <FormField label="Why" hint="Kept in the audit log.">
          {(control) => (
            <Input
              {...control}
              required
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
