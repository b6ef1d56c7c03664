import type { Columns } from '@tidemark/contract/columns/column';
import { OPERATORS, type Condition, type Operator } from '@tidemark/contract/filter';
import { parseFilter } from './filter-text.ts';

/** A condition while it is being edited: its value is what stands in the field. */
export interface ConditionDraft {
  column: string;
  key: string;
  op: Operator;
  values: string[];
}

export const draftOf = ({ column, key, op, value }: Condition): ConditionDraft => ({
  column,
  key: key ?? '',
  op,
  values: value === undefined ? [] : Array.isArray(value) ? value : [String(value)],
});

/** A fresh draft on a column, with the comparison that people mean first. */
export function startDraft(column: string, columns: Columns): ConditionDraft {
  const kind = columns[column]?.kind ?? 'string';
  const op = kind === 'number' ? '>' : kind === 'datetime' ? '>=' : OPERATORS[kind][0];
  return { column, key: '', op, values: [] };
}

/** The condition that a draft stands for, checked as a typed filter would be. */
export function readDraft(
  draft: ConditionDraft,
  columns: Columns,
): { ok: true; condition: Condition } | { ok: false; message: string } {
  const column = columns[draft.column];
  if (column === undefined) return { ok: false, message: 'Choose a column' };
  const keyed = column.kind === 'metadata' || column.kind === 'scores';
  if (keyed && draft.key.trim() === '') return { ok: false, message: 'Say which key' };
  const path = keyed ? `${draft.column}.${JSON.stringify(draft.key.trim())}` : draft.column;
  const parsed = parseFilter(`${path} ${draft.op} ${valueText(draft, keyed)}`, columns);
  if (!parsed.ok)
    return { ok: false, message: parsed.message.startsWith('A value is missing') ? 'Give a value' : parsed.message };
  if (parsed.filter === null || !('column' in parsed.filter)) return { ok: false, message: 'Give a value' };
  return { ok: true, condition: parsed.filter };
}

function valueText(draft: ConditionDraft, loose: boolean): string {
  if (draft.op === 'is null' || draft.op === 'is not null') return '';
  const values = draft.values.filter((value) => value !== '');
  if (values.length === 0) return '';
  // Metadata has no declared type: what looks like a number or a boolean is one, as when it is typed.
  const write = (value: string): string =>
    loose && /^(true|false|-?\d+(\.\d+)?)$/.test(value) ? value : JSON.stringify(value);
  return draft.op.endsWith(' of')
    ? `(${values.map((value) => JSON.stringify(value)).join(', ')})`
    : write(values[0] as string);
}
