import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useProject } from '#lib/session';
import { useSubmit } from '#lib/use-submit';
import { Loaded } from '#ui/loaded';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { FormError, FormField } from '#ui/form-field';
import { IconButton } from '#ui/icon-button';
import { Input } from '#ui/input';
import { Panel } from '#ui/panel';
import { Skeleton } from '#ui/skeleton';
import { useToast } from '#ui/toast';
import { useRetention, type RetentionSettings } from './use-retention.ts';

/** How long telemetry is kept, in the project and in single environments of it. */
export function RetentionPanel() {
  const { settings, set } = useRetention();
  return (
    <Panel
      title="Retention"
      description="Older traces and scores are removed for good within an hour, and cannot be restored."
    >
      <Loaded query={settings} problem="The retention could not be read" skeleton={<Skeleton className="h-8 w-64" />}>
        {(data) => <RetentionForm key={JSON.stringify(data)} saved={data} save={set} />}
      </Loaded>
    </Panel>
  );
}

/** A rule as it is typed. */
interface Row {
  environment: string;
  days: string;
}

function RetentionForm({
  saved,
  save,
}: {
  saved: RetentionSettings;
  save: (next: RetentionSettings) => Promise<unknown>;
}) {
  const allowed = useProject().may('retention:write');
  const toast = useToast();
  const [days, setDays] = useState(saved.days === null ? '' : String(saved.days));
  const [rows, setRows] = useState<Row[]>(
    saved.environments.map(({ environment, days: kept }) => ({ environment, days: String(kept) })),
  );
  const [asking, setAsking] = useState(false);
  const next: RetentionSettings = {
    days: days.trim() === '' ? null : Number(days),
    environments: rows.map((row) => ({ environment: row.environment.trim(), days: Number(row.days) })),
  };
  const store = async (): Promise<void> => {
    await save(next);
    toast({ title: 'The retention is saved' });
  };
  const shorter = isShorter(saved, next);
  const { busy, problem, submit } = useSubmit(async () => (shorter ? setAsking(true) : store()));
  const change = (index: number, part: Partial<Row>): void =>
    setRows(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <FormField label="Days that data is kept" hint="At least 3. Empty keeps it for ever.">
        {(control) => (
          <div className="w-40">
            <Input
              {...control}
              type="number"
              min={3}
              max={3650}
              placeholder="for ever"
              disabled={!allowed}
              value={days}
              onChange={(event) => setDays(event.target.value)}
            />
          </div>
        )}
      </FormField>
      {rows.length === 0 ? null : (
        <ul aria-label="Environments with days of their own" className="flex flex-col gap-2">
          {rows.map((row, index) => (
            <li key={index} className="flex flex-wrap items-center gap-2">
              <div className="w-56">
                <Input
                  aria-label={`Environment ${index + 1}`}
                  placeholder="staging"
                  required
                  maxLength={200}
                  disabled={!allowed}
                  value={row.environment}
                  onChange={(event) => change(index, { environment: event.target.value })}
                />
              </div>
              <div className="w-28">
                <Input
                  aria-label={`Days of environment ${index + 1}`}
                  type="number"
                  min={3}
                  max={3650}
                  required
                  placeholder="days"
                  disabled={!allowed}
                  value={row.days}
                  onChange={(event) => change(index, { days: event.target.value })}
                />
              </div>
              {allowed ? (
                <IconButton
                  icon={Trash2}
                  label={`Remove environment ${index + 1}`}
                  onClick={() => setRows(rows.filter((_row, at) => at !== index))}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <FormError message={problem} />
      {allowed ? (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" busy={busy}>
            Save
          </Button>
          <Button onClick={() => setRows([...rows, { environment: '', days: '' }])}>
            <Plus aria-hidden /> Other days for an environment
          </Button>
        </div>
      ) : (
        <p className="text-sm text-muted">Only an owner can change it.</p>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Keep data for a shorter time?"
        confirmLabel="Keep it shorter"
        onConfirm={store}
      >
        What is older than that is removed for good within an hour. Nobody can bring it back.
      </ConfirmDialog>
    </form>
  );
}

const FOREVER = Number.POSITIVE_INFINITY;

/** Whether anything that is kept now would go. */
function isShorter(before: RetentionSettings, after: RetentionSettings): boolean {
  const daysIn = ({ days, environments }: RetentionSettings, name: string) =>
    environments.find(({ environment }) => environment === name)?.days ?? days ?? FOREVER;
  const names = [...before.environments, ...after.environments].map(({ environment }) => environment);
  return (
    (after.days ?? FOREVER) < (before.days ?? FOREVER) ||
    names.some((name) => daysIn(after, name) < daysIn(before, name))
  );
}
