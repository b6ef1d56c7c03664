import { useState, type ReactNode } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FormError, FormField } from './form-field.tsx';
import { Input } from './input.tsx';

export interface ReasonDialogProps {
  title: string;
  description: ReactNode;
  /** Who will read the reason. */
  hint: string;
  placeholder?: string;
  confirmLabel: string;
  variant: 'primary' | 'danger';
  /** The dialog stays open, with what went wrong, when this rejects. */
  confirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks why before something happens that somebody will ask about later. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, hint, placeholder, confirmLabel, variant, confirm, onClose } = props;
  const [reason, setReason] = useState('');
  const { busy, problem, submit } = useSubmit(async () => {
    await confirm(reason.trim());
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
          <Button type="submit" form="reason" variant={variant} busy={busy}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form id="reason" onSubmit={submit}>
        <FormField label="Why" hint={hint}>
          {(control) => (
            <Input
              {...control}
              required
              autoFocus
              maxLength={500}
              placeholder={placeholder}
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
