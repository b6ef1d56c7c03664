import type { BatchExportOrder, BatchExportTable, ExportFormat } from '@tidemark/contract/exports';
import { printFilter } from '#lib/filter-text';
import { formatExactDay } from '#lib/format-time';

export const TABLES: Record<BatchExportTable, { label: string; noun: string }> = {
  traces: { label: 'Traces', noun: 'traces' },
  observations: { label: 'Steps', noun: 'steps' },
  scores: { label: 'Scores', noun: 'scores' },
};

export const FORMATS: Record<ExportFormat, { label: string; hint: string }> = {
  parquet: { label: 'Parquet', hint: 'Typed columns, packed. For DuckDB, pandas, Spark and warehouses.' },
  csv: { label: 'CSV', hint: 'For spreadsheets. Nothing in it can run as a formula.' },
  jsonl: { label: 'JSON lines', hint: 'One JSON object a line, for pipelines.' },
  json: { label: 'JSON', hint: 'One array of objects. For small exports: most readers load it whole.' },
};

/** Rows of the table with their number's form: `1 trace`, `1,204 traces`. */
export const rowsOf = (table: BatchExportTable, count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? TABLES[table].noun.replace(/s$/, '') : TABLES[table].noun}`;

/** What was asked for, in short parts: the filter, the words, the time, the environments, the columns. */
export function orderInWords({ filter, search, from, to, environments, columns }: BatchExportOrder): string[] {
  return [
    ...(filter ? [printFilter(filter)] : []),
    ...(search ? [`“${search}”`] : []),
    rangeInWords(from ?? null, to ?? null),
    ...(environments.length > 0 ? [environments.join(', ')] : []),
    columns ? `${columns.length} ${columns.length === 1 ? 'column' : 'columns'}` : 'all columns',
  ];
}

function rangeInWords(from: string | null, to: string | null): string {
  if (from === null) return to === null ? 'all time' : `until ${formatExactDay(to)}`;
  return to === null ? `since ${formatExactDay(from)}` : `${formatExactDay(from)} to ${formatExactDay(to)}`;
}
