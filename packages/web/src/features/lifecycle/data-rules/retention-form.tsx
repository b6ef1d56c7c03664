import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useProject } from '#lib/session';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { FormError } from '#ui/form-field';
import { useToast } from '#ui/toast';
import { EnvironmentRetention, type EnvironmentRow } from './environment-retention.tsx';
import { keepsLess } from './keeps-less.ts';
import { LimitField } from './limit-field.tsx';
import type { RetentionSettings } from './use-retention.ts';

export interface RetentionFormProps {
  saved: RetentionSettings;
  save: (next: RetentionSettings) => Promise<unknown>;
}

export function RetentionForm({ saved, save }: RetentionFormProps) {
  const allowed = useProject().may('retention:write');
  const toast = useToast();
  const [days, setDays] = useState(typed(saved.days));
  const [steps, setSteps] = useState(typed(saved.maxSteps));
  const [percent, setPercent] = useState(typed(saved.diskPercent));
  const [rows, setRows] = useState<readonly EnvironmentRow[]>(
    saved.environments.map(({ environment, days: kept, maxSteps }) => ({
      environment,
      days: typed(kept),
      maxSteps: typed(maxSteps),
    })),
  );
  const [asking, setAsking] = useState(false);
  const next: RetentionSettings = {
    days: limit(days),
    maxSteps: limit(steps),
    diskPercent: limit(percent),
    environments: rows.map((row) => ({
      environment: row.environment.trim(),
      days: limit(row.days),
      maxSteps: limit(row.maxSteps),
    })),
  };
  const store = async (): Promise<void> => {
    await save(next);
    toast({ title: 'The retention is saved' });
  };
  const less = keepsLess(saved, next);
  const { busy, problem, submit } = useSubmit(async () => (less ? setAsking(true) : store()));
  const field = { disabled: !allowed };
  return (
    <form className="flex flex-col gap-4" onSubmit={submit}>
      <div className="grid gap-4 sm:grid-cols-3">
        <LimitField
          {...field}
          label="Days"
          hint="At least 3. Empty: for ever."
          {...DAYS}
          value={days}
          onChange={setDays}
        />
        <LimitField
          {...field}
          label="Steps"
          hint="At least 1,000. Empty: all."
          {...STEPS}
          value={steps}
          onChange={setSteps}
        />
        <LimitField
          {...field}
          label="Percent of the disk"
          hint="1 to 100, an estimate. Empty: any."
          {...PERCENT}
          value={percent}
          onChange={setPercent}
        />
      </div>
      <EnvironmentRetention allowed={allowed} rows={rows} onChange={setRows} />
      <FormError message={problem} />
      {allowed ? (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" busy={busy}>
            Save
          </Button>
          <Button onClick={() => setRows([...rows, { environment: '', days: '', maxSteps: '' }])}>
            <Plus aria-hidden /> Limits of an environment
          </Button>
        </div>
      ) : (
        <p className="text-sm text-muted">Only an owner can change it.</p>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Keep less data?"
        confirmLabel="Keep less"
        onConfirm={store}
      >
        What is beyond these limits is removed for good within an hour. Nobody can bring it back.
      </ConfirmDialog>
    </form>
  );
}

const DAYS = { min: 3, max: 3650, placeholder: 'for ever' };
const STEPS = { min: 1000, max: 1_000_000_000_000, placeholder: 'all' };
const PERCENT = { min: 1, max: 100, placeholder: 'any' };

const typed = (value: number | null): string => (value === null ? '' : String(value));
const limit = (text: string): number | null => (text.trim() === '' ? null : Number(text));
