import { useState } from 'react';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';

interface BackfillDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onBackfill: (range: { from: string; until: string }) => Promise<unknown>;
}

/** Asks for the range that is to be delivered once more. */
export function BackfillDialog({ open, onOpenChange, onBackfill }: BackfillDialogProps) {
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const { busy, problem, submit } = useSubmit(async () => {
    await onBackfill({ from: new Date(from).toISOString(), until: new Date(until).toISOString() });
    onOpenChange(false);
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Back-fill a range"
      description="Everything that was stored between these times is delivered once more, as one part with a manifest of its own. The schedule stays where it is."
      size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" busy={busy} disabled={from === '' || until === ''} onClick={() => submit()}>
            Back-fill
          </Button>
        </>
      }
    >
      <form className="flex flex-col gap-3" onSubmit={submit}>
        <FormField label="Stored from">
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              required
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
          )}
        </FormField>
        <FormField label="Stored before">
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              required
              value={until}
              onChange={(event) => setUntil(event.target.value)}
            />
          )}
        </FormField>
        <FormError message={problem} />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
