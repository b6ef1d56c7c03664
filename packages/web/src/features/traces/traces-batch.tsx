import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import { formatInteger } from '#lib/format';
import type { ListScopeInput } from '#lib/use-list-input';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { useToast } from '#ui/toast';
import type { TracesToDelete } from './use-delete-traces.ts';

export interface TracesBatchProps {
  ids: readonly string[];
  /** All loaded rows are selected, and more fit the filter: how many in all. */
  matching: number | null;
  scope: ListScopeInput;
  remove: (what: TracesToDelete) => Promise<void>;
  clear: () => void;
}

/** What can be done with the selected traces. */
export function TracesBatch({ ids, matching, scope, remove, clear }: TracesBatchProps) {
  const [busy, setBusy] = useState(false);
  const [askingAll, setAskingAll] = useState(false);
  const toast = useToast();
  const removeThese = async (): Promise<void> => {
    setBusy(true);
    try {
      await remove({ ids: [...ids] });
      clear();
    } catch (error) {
      toast({ title: 'Nothing was deleted', detail: readProblem(error).message, tone: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="sm" variant="danger" busy={busy} onClick={() => void removeThese()}>
        {busy ? null : <Trash2 aria-hidden />} Delete
      </Button>
      {matching === null ? null : (
        <Button size="sm" variant="danger" onClick={() => setAskingAll(true)}>
          Delete all {formatInteger(matching)} that match…
        </Button>
      )}
      <ConfirmDialog
        open={askingAll}
        onOpenChange={setAskingAll}
        title={`Delete ${formatInteger(matching)} traces?`}
        confirmLabel={`Delete ${formatInteger(matching)}`}
        onConfirm={async () => {
          await remove({ filter: scope });
          clear();
        }}
      >
        Everything that fits the filter and the time range goes, also what is not loaded in this list, with its steps
        and scores. It waits in the trash and can be restored from there.
      </ConfirmDialog>
    </>
  );
}
