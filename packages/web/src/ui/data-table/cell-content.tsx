import type { Column } from '@tidemark/contract/columns/column';
import type { Level } from '@tidemark/contract/telemetry';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Cost, Duration, Tokens } from '#ui/amounts';
import { Chip } from '#ui/badge';
import { LevelDot } from '#ui/level-dot';
import { ObservationTypeLabel } from '#ui/observation-type';
import { RelativeTime } from '#ui/relative-time';
import { ABSENT, formatInteger } from '#lib/format';
import { previewText } from './preview-text.ts';
import type { CellScale } from './table-types.ts';

export interface CellContentProps {
  name: string;
  column: Column;
  row: object;
  scale: CellScale;
}

/** A cell as its column's format says. */
export function CellContent({ name, column, row, scale }: CellContentProps): ReactNode {
  const value = field(row, name);
  switch (column.format) {
    case 'datetime':
      return <RelativeTime time={text(value)} className="text-muted" />;
    case 'duration':
      return <DurationCell value={number(value)} max={scale.longestMs[name]} />;
    case 'cost':
      return <Cost usd={number(value)} />;
    case 'count':
      return number(value) === 0 ? <span className="text-faint">0</span> : formatInteger(number(value));
    case 'tokens':
      return (
        <Tokens
          input={number(field(row, 'inputTokens')) ?? number(value)}
          output={number(field(row, 'outputTokens'))}
        />
      );
    case 'tags':
      return <Tags values={Array.isArray(value) ? value.map(String) : []} />;
    case 'level':
      return <LevelDot level={text(value) as Level | null} />;
    case 'type':
      return <ObservationTypeLabel type={text(value) ?? 'SPAN'} />;
    case 'boolean':
      return value === true ? <Check className="size-4 text-accent-text" aria-label="yes" /> : <Absent />;
    case 'payload':
    case 'metadata':
      return <Preview value={value} />;
    case 'scores':
      return <Scores value={value} />;
    case 'id':
      return text(value) === null ? <Absent /> : <span className="truncate font-mono text-xs">{text(value)}</span>;
    case 'text':
      return text(value) === null ? <Absent /> : <span className="truncate">{text(value)}</span>;
  }
}

/** Milliseconds of a duration column, whose values are seconds. */
export const durationMs = (row: object, name: string): number | null => {
  const seconds = number(field(row, name));
  return seconds === null ? null : seconds * 1000;
};

const Absent = () => <span className="text-faint">{ABSENT}</span>;

const DurationCell = ({ value, max }: { value: number | null; max: number | undefined }) => (
  <Duration ms={value === null ? null : value * 1000} {...(max === undefined ? {} : { max })} />
);

/** What goes in or out, on one grey line; never more than a list may read. */
function Preview({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === '') return <Absent />;
  const line = previewText(typeof value === 'string' ? value : JSON.stringify(value));
  return (
    <span className="truncate font-mono text-xs text-muted" title={line}>
      {line}
    </span>
  );
}

function Tags({ values }: { values: readonly string[] }) {
  if (values.length === 0) return <Absent />;
  return (
    <span className="flex h-5 flex-wrap gap-1 overflow-hidden" title={values.join(', ')}>
      {values.slice(0, 4).map((value) => (
        <Chip key={value}>{value}</Chip>
      ))}
      {values.length > 4 ? <span className="text-xs text-faint">+{values.length - 4}</span> : null}
    </span>
  );
}

/** Scores come as a list of named values, or as a record of them. */
function Scores({ value }: { value: unknown }) {
  const scores = readScores(value);
  if (scores.length === 0) return <Absent />;
  return (
    <span className="flex gap-2 overflow-hidden text-xs">
      {scores.map(([name, score]) => (
        <span key={name} className="shrink-0">
          <span className="text-muted">{name}</span> <span className="font-mono">{score}</span>
        </span>
      ))}
    </span>
  );
}

function readScores(value: unknown): [string, string][] {
  if (Array.isArray(value)) {
    return value.map((each: unknown) => [
      text(field(each as object, 'name')) ?? '',
      text(field(each as object, 'stringValue') ?? field(each as object, 'value')) ?? ABSENT,
    ]);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).map(([name, score]) => [name, text(score) ?? ABSENT])
    : [];
}

const field = (row: object, name: string): unknown => (row as Record<string, unknown>)[name];
const number = (value: unknown): number | null =>
  typeof value === 'number'
    ? value
    : typeof value === 'string' && value !== '' && Number.isFinite(Number(value))
      ? Number(value)
      : null;
const text = (value: unknown): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);
