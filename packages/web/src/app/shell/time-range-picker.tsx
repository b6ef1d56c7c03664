import clsx from 'clsx';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#ui/button';
import { FormField } from '#ui/form-field';
import { Input } from '#ui/input';
import { Popover } from '#ui/popover';
import { useShortcuts } from '#lib/keyboard';
import { TIME_PRESETS, labelTimeRange, parseTimeRange, type TimePreset, type TimeRange } from '#lib/time-range';
import { useScope } from '#lib/use-scope';

export function TimeRangePicker() {
  const { range, from, to, setRange } = useScope();
  const [open, setOpen] = useState(false);
  useShortcuts({ t: () => setOpen(true) });
  const choose = (next: TimeRange): void => {
    setRange(next);
    setOpen(false);
  };
  return (
    <Popover
      label="Time range"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-[420px] p-0!"
      trigger={
        <Button title="Time range (t)">
          <CalendarClock className="text-muted" aria-hidden /> {labelTimeRange(range)}
        </Button>
      }
    >
      <div className="grid grid-cols-[150px_1fr] max-md:grid-cols-1">
        <ul className="border-line p-1.5 md:border-r">
          {(Object.keys(TIME_PRESETS) as TimePreset[]).map((preset) => {
            const current = 'last' in range && range.last === preset;
            return (
              <li key={preset}>
                <button
                  type="button"
                  aria-pressed={current}
                  autoFocus={current}
                  onClick={() => choose({ last: preset })}
                  className={clsx(
                    'h-7 w-full rounded-sm px-2 text-left text-sm',
                    current ? 'bg-selected font-medium text-accent-text' : 'hover:bg-hover',
                  )}
                >
                  {TIME_PRESETS[preset].label}
                </button>
              </li>
            );
          })}
        </ul>
        <ExactRange key={`${from} ${to}`} from={from} to={to} onChoose={choose} />
      </div>
    </Popover>
  );
}

function ExactRange({
  from,
  to,
  onChoose,
}: {
  from: string | null;
  to: string | null;
  onChoose: (range: TimeRange) => void;
}) {
  const [start, setStart] = useState(toField(from));
  const [end, setEnd] = useState(toField(to));
  const read = start === '' || end === '' ? null : parseTimeRange(`${start}..${end}`);
  const reversed = start !== '' && end !== '' && read === null;
  return (
    <form
      className="flex flex-col gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (read !== null) onChoose(read);
      }}
    >
      <FormField label="From">
        {(control) => (
          <Input {...control} type="datetime-local" value={start} onChange={(event) => setStart(event.target.value)} />
        )}
      </FormField>
      <FormField label="To" error={reversed ? 'The end must be after the start' : null}>
        {(control) => (
          <Input {...control} type="datetime-local" value={end} onChange={(event) => setEnd(event.target.value)} />
        )}
      </FormField>
      <Button type="submit" variant="primary" disabled={read === null}>
        Show this range
      </Button>
      <p className="text-xs text-muted">Times are in your zone, {Intl.DateTimeFormat().resolvedOptions().timeZone}.</p>
    </form>
  );
}

/** ISO 8601 as the browser's field wants it: local, without a zone. */
function toField(iso: string | null): string {
  if (iso === null) return '';
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
