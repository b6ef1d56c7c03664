import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { FormError } from '#ui/form-field';
import { PasswordField } from '#ui/password-field';

export interface PasswordDialogProps {
  title: string;
  description: string;
  confirmLabel: string;
  danger?: boolean;
  /** The dialog stays open, with the reason, when this rejects. */
  run: (password: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the password before something that a stranger at an open screen must not do. */
export function PasswordDialog({ title, description, confirmLabel, danger, run, onClose }: PasswordDialogProps) {
  const [password, setPassword] = useState('');
  const { busy, problem, submit } = useSubmit(async () => {
    await run(password);
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="password" variant={danger === true ? 'danger' : 'primary'} busy={busy}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form id="password" onSubmit={submit}>
        <PasswordField value={password} onChange={setPassword} />
        <FormError message={problem} />
      </form>
    </Dialog>
  );
}
