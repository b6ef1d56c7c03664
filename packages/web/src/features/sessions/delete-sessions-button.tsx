import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#ui/button';
import { useDeleteSessions } from './use-delete-sessions.ts';

/** Nothing for readers who may not delete. */
export function DeleteSessionsButton({ ids, onDeleted }: { ids: readonly string[]; onDeleted: () => void }) {
  const remove = useDeleteSessions();
  const [busy, setBusy] = useState(false);
  if (remove === null) return null;
  const run = async (): Promise<void> => {
    setBusy(true);
    const done = await remove([...ids]);
    setBusy(false);
    if (done) onDeleted();
  };
  return (
    <Button size="sm" variant="danger" busy={busy} onClick={() => void run()}>
      {busy ? null : <Trash2 aria-hidden />} Delete
    </Button>
  );
}
