import type { ExportCompression, ExportFormat } from '@tidemark/contract/exports';
import type { ExportRun } from '#kernel/export-run';

type Named = Pick<ExportRun, 'id' | 'createdAt'> & {
  request: Pick<ExportRun['request'], 'format' | 'compression'> & { tables: readonly { table: string }[] };
};

/** `traces-20261120-1402-bbccddee.csv.gz`, and of a part `…-0007.csv.gz`: what a person can tell apart in a folder. */
export function fileName(run: Named, part?: number): string {
  const number = part === undefined ? '' : `-${String(part).padStart(4, '0')}`;
  return `${baseName(run)}${number}${fileEnding(run.request)}`;
}

export function baseName({ id, createdAt, request }: Named): string {
  const time = createdAt.toISOString().replaceAll(/[-:]/g, '').slice(0, 13).replace('T', '-');
  return `${request.tables[0]?.table ?? 'export'}-${time}-${id.replaceAll(/[^A-Za-z0-9]/g, '').slice(-8)}`;
}

/** What a file is, and how it is packed. */
interface FileKind {
  format: ExportFormat;
  compression: ExportCompression;
}

export function contentTypeOf({ format, compression }: FileKind): string {
  return format === 'parquet' || compression === 'none' ? TYPES[format] : PACKED[compression].type;
}

/** Parquet packs its own columns. */
export function fileEnding({ format, compression }: FileKind): string {
  return `.${format}${format === 'parquet' || compression === 'none' ? '' : PACKED[compression].ending}`;
}

const TYPES: Record<ExportFormat, string> = {
  parquet: 'application/vnd.apache.parquet',
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
const PACKED: Record<Exclude<ExportCompression, 'none'>, { ending: string; type: string }> = {
  gzip: { ending: '.gz', type: 'application/gzip' },
  zstd: { ending: '.zst', type: 'application/zstd' },
};
