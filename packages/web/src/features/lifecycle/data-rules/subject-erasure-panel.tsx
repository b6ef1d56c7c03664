import { useState } from 'react';
import { formatInteger } from '#lib/format';
import { useSubmit } from '#lib/use-submit';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { ListRow, ListRows } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { useToast } from '#ui/toast';
import { PurgeDialog } from '../purge-dialog.tsx';
import { useSubjectErasure, type Erasure, type SubjectCounts } from './use-subject-erasure.ts';

/** Erases everything of one person of the observed application: first counted, then exactly that. */
export function SubjectErasurePanel() {
  const { rows, preview, request } = useSubjectErasure();
  const [userId, setUserId] = useState('');
  const [found, setFound] = useState<(SubjectCounts & { userId: string }) | null>(null);
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const asked = userId.trim();
  const { busy, problem, submit } = useSubmit(async () => setFound({ userId: asked, ...(await preview(asked)) }));
  const shown = found?.userId === asked ? found : null;
  const erase = async (reason: string): Promise<void> => {
    if (shown === null) return;
    const { count } = await request({ userId: shown.userId, traces: shown.traces, reason });
    setFound(null);
    setUserId('');
    toast({
      title: `${formatInteger(count)} traces are being erased`,
      detail: 'The receipt will be in the list below.',
    });
  };
  return (
    <Panel
      title="Erase a person’s data"
      description="Traces, steps, scores and stored requests of one user id, without days of grace."
    >
      <form className="flex flex-wrap items-end gap-3" onSubmit={submit}>
        <FormField label="User id, as the application sends it">
          {(control) => (
            <div className="w-72 max-w-full">
              <Input
                {...control}
                required
                maxLength={800}
                spellCheck={false}
                autoComplete="off"
                value={userId}
                onChange={(event) => setUserId(event.target.value)}
              />
            </div>
          )}
        </FormField>
        <Button type="submit" busy={busy}>
          See what there is
        </Button>
      </form>
      <FormError message={problem} />
      <div aria-live="polite">
        {shown === null ? null : (
          <div className="mt-4 flex flex-wrap items-center gap-3 text-base">
            <span>{foundText(shown)}</span>
            {shown.traces === 0 ? null : (
              <Button variant="danger" onClick={() => setAsking(true)}>
                Erase all of it…
              </Button>
            )}
          </div>
        )}
      </div>
      {rows === undefined || rows.length === 0 ? null : (
        <div className="mt-4 rounded border border-line">
          <ListRows label="Erasures">
            {rows.map((row) => (
              <ErasureRow key={row.id} row={row} />
            ))}
          </ListRows>
        </div>
      )}
      {asking ? <PurgeDialog name="everything of this person" purge={erase} onClose={() => setAsking(false)} /> : null}
    </Panel>
  );
}

function foundText({ traces, observations, scores }: SubjectCounts): string {
  if (traces === 0) return 'There is nothing of this user id.';
  return `${formatInteger(traces)} traces, ${formatInteger(observations)} steps, ${formatInteger(scores)} scores.`;
}

function ErasureRow({ row }: { row: Erasure }) {
  const done = row.state === 'PURGED';
  return (
    <ListRow
      wrap
      title={`${formatInteger(row.counts['traces'] ?? 0)} traces`}
      detail={
        <>
          asked by {row.requestedBy.name} <RelativeTime time={row.requestedAt} />
          {row.reason === null ? '' : `: ${row.reason}`}
          {row.lastError === null ? '' : ` (${row.lastError})`}
        </>
      }
    >
      <Badge tone={done ? 'success' : row.state === 'FAILED' ? 'error' : 'neutral'}>
        {done ? 'erased, counted as gone' : row.state === 'FAILED' ? 'failed, is tried again' : 'is being erased'}
      </Badge>
    </ListRow>
  );
}
