import { useState } from 'react';
import { formatInteger } from '#lib/format';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { Panel } from '#ui/panel';
import { useToast } from '#ui/toast';
import { useAdminActions } from './use-admin.ts';

/** Ends the days of grace of what has been in the trash for long: first looked at, then exactly that. */
export function CleanupPanel() {
  const [days, setDays] = useState('90');
  const [found, setFound] = useState<{ daysOld: number; count: number; hash: string } | null>(null);
  const [asking, setAsking] = useState(false);
  const { cleanup } = useAdminActions();
  const toast = useToast();
  const daysOld = Number(days);
  const { busy, problem, submit } = useSubmit(async () => {
    const { count, hash } = await cleanup({ daysOld, dryRun: true });
    setFound({ daysOld, count, hash });
  });
  const shown = found?.daysOld === daysOld ? found : null;
  return (
    <Panel
      title="Clean up"
      description="What has been in the trash of projects for long is removed for good. Projects themselves are never among it."
    >
      <form className="flex flex-wrap items-end gap-3" onSubmit={submit}>
        <FormField label="Deleted more than this many days ago">
          {(control) => (
            <div className="min-w-32">
              <Input
                {...control}
                type="number"
                min={1}
                max={3650}
                required
                value={days}
                onChange={(event) => setDays(event.target.value)}
              />
            </div>
          )}
        </FormField>
        <Button type="submit" busy={busy}>
          See what it would be
        </Button>
      </form>
      <FormError message={problem} />
      <div aria-live="polite">
        {shown === null ? null : (
          <div className="mt-4 flex flex-wrap items-center gap-3 text-base">
            <span>{shown.count === 0 ? 'Nothing is as old as that.' : `${deletions(shown.count)} would go.`}</span>
            {shown.count === 0 ? null : (
              <Button variant="danger" onClick={() => setAsking(true)}>
                Remove them for good…
              </Button>
            )}
          </div>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${deletions(shown?.count ?? 0)} for good?`}
        confirmLabel="Remove for good"
        onConfirm={async () => {
          if (shown === null) return;
          const { count } = await cleanup({ daysOld: shown.daysOld, dryRun: false, hash: shown.hash });
          setFound(null);
          toast({ title: `${deletions(count)} ${count === 1 ? 'goes' : 'go'} for good` });
        }}
      >
        Exactly what was counted, or nothing when something has changed since. Nobody can bring it back.
      </ConfirmDialog>
    </Panel>
  );
}

const deletions = (count: number): string => `${formatInteger(count)} ${count === 1 ? 'deletion' : 'deletions'}`;
