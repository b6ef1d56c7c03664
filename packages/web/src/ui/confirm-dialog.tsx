import { useState, type ReactNode } from 'react';
import { readProblem } from '#lib/app-error';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FormError } from './form-field.tsx';

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the thing: `Revoke key pk-tm-…4f2a?` */
  title: string;
  /** Says what goes and what stays. */
  children: ReactNode;
  /** The verb, never "OK". */
  confirmLabel: string;
  /** The dialog stays open, with the reason, when this rejects. */
  onConfirm: () => Promise<unknown>;
}

export function ConfirmDialog({ open, onOpenChange, title, children, confirmLabel, onConfirm }: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (error) {
      setProblem(readProblem(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="danger" busy={busy} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="text-base text-muted">{children}</div>
      <FormError message={problem} />
    </Dialog>
  );
}
