import type { Column, Columns } from '@tidemark/contract/columns/column';
import { OPERATORS, type Operator } from '@tidemark/contract/filter';

export interface Suggestion {
  kind: 'column' | 'operator' | 'value';
  label: string;
  detail?: string;
  /** The whole draft after picking it. */
  text: string;
  /** Picking it completes a condition. */
  complete: boolean;
}

/** Known values of a column's own list or, for free text, values seen lately (the caller's). */
export type KnownValues = (column: string) => readonly string[];

/** What may come next in a filter being typed: a column, then a comparison, then a value. */
export function suggestFilter(draft: string, columns: Columns, known: KnownValues = () => []): Suggestion[] {
  const start = lastConditionStart(draft);
  const lead = draft.slice(0, start);
  const current = draft.slice(start);
  const subject = /^(\S+)\s+(.*)$/s.exec(current);
  if (subject === null) return suggestColumns(lead, current, columns);
  const [, path = '', rest = ''] = subject;
  const name = path.split('.')[0] ?? '';
  const column = columns[name];
  if (column?.filterable !== true) return [];
  const op = OPERATORS[column.kind]
    .toSorted((a, b) => b.length - a.length)
    .find((each) => rest.toLowerCase().startsWith(`${each} `));
  const values = column.options ?? known(name);
  const word = op === undefined ? /^is(?: not)? /i.exec(rest)?.[0] : undefined;
  if (word !== undefined)
    return [
      ...suggestOperators(`${lead}${path} `, rest, column),
      ...suggestValues({ lead: `${lead}${path} ${word}`, typed: rest.slice(word.length), values }),
    ];
  if (op === undefined) return suggestOperators(`${lead}${path} `, rest, column);
  return suggestValues({
    lead: `${lead}${path} ${op} `,
    typed: rest.slice(op.length + 1),
    values,
  });
}

/** After the last `and`, `or`, `not` or `(` outside quotes. */
function lastConditionStart(draft: string): number {
  let start = 0;
  for (const match of draft.matchAll(
    /"(?:[^"\\]|\\.)*"?|\b(?:and|or|(?<!\bis\s)not)\s+(?!null|of\b|contain)|(?<!of )\(/gi,
  )) {
    if (!match[0].startsWith('"')) start = match.index + match[0].length;
  }
  return start;
}

function suggestColumns(lead: string, typed: string, columns: Columns): Suggestion[] {
  const lower = typed.toLowerCase();
  return Object.entries(columns)
    .filter(
      ([name, column]) =>
        column.filterable === true &&
        (name.toLowerCase().includes(lower) || column.label.toLowerCase().includes(lower)),
    )
    .toSorted(([a], [b]) => Number(b.toLowerCase().startsWith(lower)) - Number(a.toLowerCase().startsWith(lower)))
    .map(([name, column]) => {
      const keyed = column.kind === 'metadata' || column.kind === 'scores';
      return {
        kind: 'column',
        label: keyed ? `${name}.…` : name,
        detail: column.description,
        text: `${lead}${name}${keyed ? '.' : ' '}`,
        complete: false,
      };
    });
}

function suggestOperators(lead: string, typed: string, column: Column): Suggestion[] {
  const lower = typed.toLowerCase();
  return (OPERATORS[column.kind] as readonly Operator[])
    .filter((op) => op.startsWith(lower))
    .map((op) => {
      const complete = op === 'is null' || op === 'is not null';
      return { kind: 'operator', label: op, text: `${lead}${op}${complete ? '' : ' '}`, complete };
    });
}

function suggestValues({
  lead,
  typed,
  values,
}: {
  lead: string;
  typed: string;
  values: readonly string[];
}): Suggestion[] {
  const lower = typed.replace(/^"/, '').toLowerCase();
  return values
    .filter((value) => value.toLowerCase().includes(lower))
    .slice(0, 50)
    .map((value) => ({
      kind: 'value',
      label: value,
      text: `${lead}${/^[\p{L}_][\p{L}\p{N}_.:/@-]*$/u.test(value) ? value : JSON.stringify(value)}`,
      complete: true,
    }));
}
