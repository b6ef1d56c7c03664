import { z } from 'zod';
import { Filter } from './filter.ts';
import { IsoTime } from './columns/list-input.ts';

/** In what form an export's files are. */
export const EXPORT_FORMATS = ['parquet', 'csv', 'jsonl', 'json'] as const;
export const ExportFormat = z.enum(EXPORT_FORMATS);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** How the bytes of a file are packed; Parquet packs its own columns. */
export const EXPORT_COMPRESSIONS = ['none', 'gzip', 'zstd'] as const;
export const ExportCompression = z.enum(EXPORT_COMPRESSIONS);
export type ExportCompression = z.infer<typeof ExportCompression>;

/** Where an export run is in its life; the last three are ends. */
const EXPORT_STATES = ['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export const ExportState = z.enum(EXPORT_STATES);
export type ExportState = z.infer<typeof ExportState>;

/** Tables that a list of the web app or the API shows, and that can be exported with the list's filter. */
const BATCH_EXPORT_TABLES = ['traces', 'observations', 'scores'] as const;
export const BatchExportTable = z.enum(BATCH_EXPORT_TABLES);
export type BatchExportTable = z.infer<typeof BatchExportTable>;

/** Which rows: the same question as a list's, without its order. */
export const ExportSelection = z.object({
  table: BatchExportTable,
  from: IsoTime.nullish().describe('Event time, inclusive; the beginning when left out'),
  to: IsoTime.nullish().describe('Event time, exclusive; the end when left out'),
  environments: z.array(z.string().max(200)).max(100).default([]).describe('Only these; all when empty'),
  filter: Filter.nullish().describe('Conditions on columns of the list, nested by and/or/not'),
  search: z.string().max(1000).nullish().describe('Words to find in names, ids, inputs and outputs'),
});
export type ExportSelection = z.infer<typeof ExportSelection>;
export type ExportSelectionInput = z.input<typeof ExportSelection>;

const Names = z.array(z.string().min(1).max(64)).min(1).max(200).nullish();

/** What a batch export is asked for. */
export const BatchExportOrder = ExportSelection.extend({
  columns: Names.describe(
    'Columns of the file in their order, by their names there or in the list; all of the table when left out',
  ),
  fields: Names.describe('Groups of columns, instead of single ones'),
  format: ExportFormat.default('parquet'),
  compression: ExportCompression.default('none').describe('Of the file as a whole; not for Parquet'),
});
export type BatchExportOrder = z.infer<typeof BatchExportOrder>;
export type BatchExportOrderInput = z.input<typeof BatchExportOrder>;

/** Where a file says more or less than a list: units in names, and what is of another table or follows from others. */
const OTHERWISE: Readonly<Record<string, string | null>> = {
  latency: 'latency_seconds',
  timeToFirstToken: 'time_to_first_token_seconds',
  tokensPerSecond: null,
  scores: null,
};

/** A list's column as files have it: `totalCost` is `total_cost`. Null where they have none. */
export function columnInFile(listColumn: string): string | null {
  const otherwise = Object.hasOwn(OTHERWISE, listColumn) ? OTHERWISE[listColumn] : undefined;
  if (otherwise !== undefined) return otherwise;
  return listColumn.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const count = z.number().int();

/** A batch export as people and programs see it. */
export const BatchExport = z.object({
  id: z.string(),
  projectId: z.string(),
  order: BatchExportOrder,
  state: ExportState,
  requestedBy: z.object({ kind: z.string(), name: z.string() }),
  requestedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  rows: count.describe('Written so far'),
  expectedRows: count.nullable().describe('Counted when it began; null before that'),
  bytes: count,
  files: count.describe('Parts that are finished'),
  error: z.string().nullable().describe('Why it failed, in words'),
  keptUntil: z.iso.datetime().nullable().describe('When its files are removed; null while it is under way'),
  downloadable: z.boolean().describe('Whether whoever asks may have the files, and they are still there'),
});
export type BatchExport = z.infer<typeof BatchExport>;
