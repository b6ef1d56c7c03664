import type { ReplayPreview } from '@tidemark/contract/rest/ingestion-replays';
import { SearchCheck } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { formatBytes, formatInteger } from '#lib/format';
import { formatExactDay } from '#lib/format-time';
import { useNow } from '#lib/use-now';
import { useSubmit } from '#lib/use-submit';
import { Button } from '#ui/button';
import { FormError, FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { Select } from '#ui/select';
import { rangeOfDraft, REPLAY_PERIODS, type ReplayDraft } from './replay-period.ts';
import type { ReplayRange } from './use-replays.ts';

export interface ReplayFormProps {
  preview: (range: ReplayRange) => Promise<ReplayPreview>;
  start: (range: ReplayRange) => Promise<unknown>;
  /** One at a time. */
  isUnderWay: boolean;
}

/** A dry run first: what would be read is said before anything is. */
export function ReplayForm({ preview, start, isUnderWay }: ReplayFormProps) {
  const now = useNow();
  const [draft, setDraft] = useState<ReplayDraft>({ period: '1h', from: '', to: '' });
  const [found, setFound] = useState<{ range: ReplayRange; preview: ReplayPreview } | null>(null);
  const range = rangeOfDraft(draft, now);
  const change = (next: Partial<ReplayDraft>): void => {
    setDraft({ ...draft, ...next });
    setFound(null);
  };
  const dryRun = useSubmit(async () => {
    if (range !== null) setFound({ range, preview: await preview(range) });
  });
  const run = useSubmit(async () => {
    if (found !== null) await start(found.range);
    setFound(null);
  });
  return (
    <form onSubmit={(event: FormEvent) => dryRun.submit(event)}>
      <fieldset disabled={isUnderWay} className="flex flex-wrap items-end gap-3">
        <div className="w-full sm:w-56">
          <FormField label="Received in">
            {(control) => (
              <Select
                id={control.id}
                className="w-full"
                value={draft.period}
                disabled={isUnderWay}
                onChange={(period) => change({ period })}
                options={REPLAY_PERIODS}
              />
            )}
          </FormField>
        </div>
        {draft.period === 'range' ? <RangeFields draft={draft} onChange={change} /> : null}
        <Button type="submit" busy={dryRun.busy} disabled={range === null || isUnderWay}>
          <SearchCheck aria-hidden /> Dry run
        </Button>
      </fieldset>
      <FormError message={dryRun.problem ?? run.problem} />
      {found === null ? null : <Found preview={found.preview} busy={run.busy} onRun={() => run.submit()} />}
    </form>
  );
}

function RangeFields({ draft, onChange }: { draft: ReplayDraft; onChange: (next: Partial<ReplayDraft>) => void }) {
  const field = (label: string, name: 'from' | 'to') => (
    <div className="w-full sm:w-56">
      <FormField label={label}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            step={1}
            value={draft[name]}
            onChange={({ target }) => onChange({ [name]: target.value })}
          />
        )}
      </FormField>
    </div>
  );
  return (
    <>
      {field('From', 'from')}
      {field('To (now, when empty)', 'to')}
    </>
  );
}

function Found({ preview, busy, onRun }: { preview: ReplayPreview; busy: boolean; onRun: () => void }) {
  const { segments, events, sizeBytes, keptSince } = preview;
  const since =
    keptSince === null ? 'Nothing is kept.' : `The earliest that is kept is of ${formatExactDay(keptSince)}.`;
  return (
    <div
      role="status"
      className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded border border-line bg-sunken px-3 py-2 text-base"
    >
      <p className="min-w-0 flex-1">
        {segments === 0 ? (
          <span className="font-medium">Nothing of this time can be read again.</span>
        ) : (
          <>
            <span className="font-medium">
              {formatInteger(events)} {events === 1 ? 'event' : 'events'}
            </span>{' '}
            in {formatInteger(segments)} {segments === 1 ? 'segment' : 'segments'}, {formatBytes(sizeBytes)}, would be
            read again.
          </>
        )}{' '}
        <span className="text-muted">{since}</span>
      </p>
      {segments === 0 ? null : (
        <Button variant="primary" busy={busy} onClick={onRun}>
          Read {events === 1 ? 'it' : 'them'} again
        </Button>
      )}
    </div>
  );
}
