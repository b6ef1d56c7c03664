import type { Column, Columns } from '@tidemark/contract/columns/column';
import { OPERATORS, type Operator } from '@tidemark/contract/filter';
import clsx from 'clsx';
import { useId } from 'react';
import { Checkbox } from '#ui/checkbox';
import { CONTROL } from '#ui/control-style';
import { Input } from '#ui/input';
import { startDraft, type ConditionDraft } from '#lib/condition-draft';
import type { KnownValues } from '#lib/filter-suggestions';

export interface ConditionFieldsProps {
  draft: ConditionDraft;
  columns: Columns;
  known?: KnownValues;
  onChange: (draft: ConditionDraft) => void;
  /** One field below the other instead of side by side. */
  stacked?: boolean;
}

/** Column, key, comparison and value of one condition. */
export function ConditionFields({ draft, columns, known, onChange, stacked = false }: ConditionFieldsProps) {
  const column = columns[draft.column];
  const kind = column?.kind ?? 'string';
  const operators: readonly Operator[] = OPERATORS[kind];
  return (
    <div className={clsx('flex min-w-0 flex-1 gap-1.5', stacked ? 'flex-col' : 'flex-wrap')}>
      <select
        aria-label="Column"
        className={clsx(CONTROL, 'h-8 px-2', stacked ? '' : 'w-40!')}
        value={draft.column}
        onChange={(event) => onChange(startDraft(event.target.value, columns))}
      >
        {Object.entries(columns).map(([name, each]) =>
          each.filterable === true ? (
            <option key={name} value={name}>
              {each.label}
            </option>
          ) : null,
        )}
      </select>
      {kind === 'metadata' || kind === 'scores' ? (
        <Input
          aria-label="Key"
          placeholder={kind === 'metadata' ? 'key, as in user.plan' : 'name of the score'}
          value={draft.key}
          onChange={(event) => onChange({ ...draft, key: event.target.value })}
          className={stacked ? '' : 'w-40!'}
        />
      ) : null}
      <select
        aria-label="Comparison"
        className={clsx(CONTROL, 'h-8 px-2', stacked ? '' : 'w-36!')}
        value={draft.op}
        onChange={(event) => onChange({ ...draft, op: event.target.value as Operator })}
      >
        {operators.map((op) => (
          <option key={op}>{op}</option>
        ))}
      </select>
      {column === undefined || draft.op === 'is null' || draft.op === 'is not null' ? null : (
        <ValueField
          stacked={stacked}
          draft={draft}
          column={column}
          values={column.options ?? known?.(draft.column) ?? []}
          onChange={(values) => onChange({ ...draft, values })}
        />
      )}
    </div>
  );
}

interface ValueFieldProps {
  stacked: boolean;
  draft: ConditionDraft;
  column: Column;
  values: readonly string[];
  onChange: (values: string[]) => void;
}

function ValueField({ stacked, draft, column, values, onChange }: ValueFieldProps) {
  const listId = useId();
  const first = draft.values[0] ?? '';
  const many = draft.op.endsWith(' of');
  if (many && column.options !== undefined)
    return <OptionBoxes options={column.options} chosen={draft.values} onChange={onChange} />;
  const choices = column.kind === 'boolean' ? ['true', 'false'] : column.options;
  if (choices !== undefined && !many) {
    return (
      <select
        aria-label="Value"
        className={clsx(CONTROL, 'h-8 min-w-24 px-2', stacked ? '' : 'flex-1')}
        value={first}
        onChange={(event) => onChange([event.target.value])}
      >
        <option value="">choose…</option>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  const text = many ? draft.values.join(', ') : column.kind === 'datetime' ? localTime(first) : first;
  return (
    <>
      <Input
        aria-label="Value"
        autoFocus
        className={stacked ? '' : 'min-w-24 flex-1'}
        list={values.length > 0 ? listId : undefined}
        type={column.kind === 'datetime' ? 'datetime-local' : 'text'}
        placeholder={many ? 'values, separated by commas' : column.unit === 'seconds' ? '2s, 500ms' : 'value'}
        value={text}
        onChange={(event) => onChange(many ? event.target.value.split(/,\s?/) : [event.target.value])}
      />
      {values.length > 0 ? (
        <datalist id={listId}>
          {values.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}

function OptionBoxes({
  options,
  chosen,
  onChange,
}: {
  options: readonly string[];
  chosen: readonly string[];
  onChange: (values: string[]) => void;
}) {
  return (
    <div className="flex flex-wrap gap-x-3 gap-y-1 py-1.5">
      {options.map((option) => (
        <label key={option} className="inline-flex cursor-pointer items-center gap-1.5 text-sm">
          <Checkbox
            checked={chosen.includes(option)}
            onCheckedChange={(on) =>
              onChange(on === true ? [...chosen, option] : chosen.filter((each) => each !== option))
            }
          />
          {option.toLowerCase()}
        </label>
      ))}
    </div>
  );
}

/** ISO 8601 as the browser's own field wants it: local, without a zone. */
function localTime(text: string): string {
  const time = new Date(text);
  if (text === '' || Number.isNaN(time.getTime())) return text;
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
