import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';

export interface ConfirmDeletionProps {
  name: string;
  formId: string;
  onBusy: (busy: boolean) => void;
  confirm: (said: { name: string; reason: string }) => Promise<void>;
}

/** The last step: the name, typed, so that the right thing goes, and why, for those who ask later. */
export function ConfirmDeletion({ name, formId, onBusy, confirm }: ConfirmDeletionProps) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState(false);
  const { problem, submit } = useSubmit(async () => {
    if (typed !== name) return setWrong(true);
    onBusy(true);
    try {
      await confirm({ name: typed, reason: reason.trim() });
    } finally {
      onBusy(false);
    }
  });
  return (
    <form id={formId} className="flex flex-col gap-4" onSubmit={submit}>
      <FormField label="Why" hint="Kept in the audit log and said to those who may restore it.">
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
      <FormField label={`Type ${name}`} error={wrong ? `This is not ${name}.` : null}>
        {(control) => (
          <Input
            {...control}
            required
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setWrong(false);
            }}
          />
        )}
      </FormField>
      <FormError message={problem} />
    </form>
  );
}
