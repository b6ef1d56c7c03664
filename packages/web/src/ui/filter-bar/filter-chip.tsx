import type { Columns } from '@tidemark/contract/columns/column';
import type { Condition, Filter } from '@tidemark/contract/filter';
import { Search, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '#ui/button';
import { Popover } from '#ui/popover';
import { draftOf, readDraft, type ConditionDraft } from '#lib/condition-draft';
import type { KnownValues } from '#lib/filter-suggestions';
import { printCondition, printFilter } from '#lib/filter-text';
import { ConditionFields } from './condition-fields.tsx';

export interface FilterChipProps {
  filter: Filter;
  columns: Columns;
  known?: KnownValues;
  onChange: (filter: Filter) => void;
  onRemove: () => void;
  /** Groups are edited in the builder. */
  onBuild: () => void;
}

export function FilterChip({ filter, columns, known, onChange, onRemove, onBuild }: FilterChipProps) {
  if (!('column' in filter)) {
    return (
      <ChipFrame label={printFilter(filter)} onRemove={onRemove}>
        <button type="button" className={BODY} onClick={onBuild} title={printFilter(filter)}>
          <span className="truncate font-mono text-xs">{printFilter(filter)}</span>
        </button>
      </ChipFrame>
    );
  }
  return (
    <ChipFrame label={printCondition(filter)} onRemove={onRemove}>
      <ConditionEditor
        condition={filter}
        columns={columns}
        onChange={onChange}
        {...(known === undefined ? {} : { known })}
      />
    </ChipFrame>
  );
}

export const SearchChip = ({ text, onRemove }: { text: string; onRemove: () => void }) => (
  <ChipFrame label={`search for ${text}`} onRemove={onRemove}>
    <span className={BODY}>
      <Search className="size-3.5 shrink-0 text-muted" aria-hidden />
      <span className="truncate">{text}</span>
    </span>
  </ChipFrame>
);

const BODY = 'flex h-full min-w-0 items-center gap-1 rounded-l-sm pl-1.5 -outline-offset-2';

const ChipFrame = ({ label, onRemove, children }: { label: string; onRemove: () => void; children: ReactNode }) => (
  <span className="inline-flex h-6 max-w-full min-w-0 items-center rounded-sm bg-accent-soft text-sm text-ink">
    {children}
    <button
      type="button"
      aria-label={`Remove ${label}`}
      onClick={onRemove}
      className="ml-0.5 flex h-full w-5 items-center justify-center rounded-r-sm text-muted hover:text-ink"
    >
      <X className="size-3.5" aria-hidden />
    </button>
  </span>
);

function ConditionEditor({
  condition,
  columns,
  known,
  onChange,
}: {
  condition: Condition;
  columns: Columns;
  known?: KnownValues;
  onChange: (filter: Filter) => void;
}) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<ConditionDraft>(() => draftOf(condition));
  const read = readDraft(draft, columns);
  const path =
    condition.key === undefined
      ? (columns[condition.column]?.label ?? condition.column)
      : `${condition.column}.${condition.key}`;
  return (
    <Popover
      label={`Edit ${printCondition(condition)}`}
      open={open}
      onOpenChange={(next) => {
        setDraft(draftOf(condition));
        setOpen(next);
      }}
      className="w-80"
      trigger={
        <button type="button" className={BODY}>
          <span className="shrink-0 text-muted">{path}</span>
          <span className="shrink-0 text-accent-text">{condition.op}</span>
          <span className="max-w-64 truncate font-medium">{showValue(condition.value)}</span>
        </button>
      }
    >
      <form
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!read.ok) return;
          onChange(read.condition);
          setOpen(false);
        }}
      >
        <ConditionFields
          draft={draft}
          columns={columns}
          onChange={setDraft}
          stacked
          {...(known === undefined ? {} : { known })}
        />
        <div className="flex items-center justify-between gap-2">
          <span className="text-xs text-error-text">{read.ok ? '' : read.message}</span>
          <Button type="submit" size="sm" variant="primary" disabled={!read.ok}>
            Apply
          </Button>
        </div>
      </form>
    </Popover>
  );
}

const showValue = (value: Condition['value']): string =>
  value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value);
