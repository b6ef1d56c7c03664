import { useEffect, useEffectEvent, useState } from 'react';
import { Input } from '#ui/input';
import { Select } from '#ui/select';
import { SINCE, type AuditField, type useAuditFilter } from './use-audit-filter.ts';

const TYPED_MS = 300;
const LABELS = { day: 'Last 24 hours', week: 'Last 7 days', month: 'Last 30 days', ever: 'All time' } as const;

export function AuditFilterBar({ filter }: { filter: ReturnType<typeof useAuditFilter> }) {
  return (
    <div role="search" aria-label="Filter of the log" className="flex flex-wrap gap-2 border-b border-line px-4 py-2.5">
      <TypedField filter={filter} field="who" placeholder="Who" className="w-44 max-sm:w-full" />
      <TypedField filter={filter} field="action" placeholder="Action, such as project" className="w-52 max-sm:w-full" />
      <TypedField
        filter={filter}
        field="entity"
        placeholder="Id of what it was done to"
        className="w-56 max-sm:w-full"
      />
      <div className="w-36 max-sm:w-full">
        <Select
          label="Time"
          value={filter.since}
          onChange={filter.setSince}
          options={SINCE.map((value) => ({ value, label: LABELS[value] }))}
        />
      </div>
    </div>
  );
}

interface TypedFieldProps {
  filter: ReturnType<typeof useAuditFilter>;
  field: AuditField;
  placeholder: string;
  className: string;
}

/** Asks when the typing pauses, not at every letter. */
function TypedField({ filter, field, placeholder, className }: TypedFieldProps) {
  const asked = filter.asked[field];
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  const ask = useEffectEvent((typed: string) => filter.setField(field, typed));
  useEffect(() => {
    if (text.trim() === asked) return;
    const timer = setTimeout(() => ask(text), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
  return (
    <div className={className}>
      <Input
        aria-label={placeholder}
        placeholder={placeholder}
        maxLength={200}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}
