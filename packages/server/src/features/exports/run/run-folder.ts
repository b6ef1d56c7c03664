import type { FileCompression, FileFormat } from '#platform/clickhouse/file-answer';

/** Everything of a run in the blob store; below the folder of its project, so that it goes with it. */
export function runFolder(run: { projectId: string; id: string }): string {
  return `projects/${run.projectId}/exports/${run.id}/`;
}

export const MANIFEST = 'manifest.json';

/** Two workers never write the same name: the number of whoever works on the run is in it. */
export function fileName(of: {
  table: string;
  number: number;
  epoch: number;
  format: FileFormat;
  compression: FileCompression;
}): string {
  const { table, number, epoch, format, compression } = of;
  const packed = format === 'parquet' ? '' : { none: '', gzip: '.gz', zstd: '.zst' }[compression];
  return `${table}/${String(number).padStart(6, '0')}-${epoch}.${format}${packed}`;
}

export function contentTypeOf(name: string): string {
  if (name.endsWith('.gz')) return 'application/gzip';
  if (name.endsWith('.zst')) return 'application/zstd';
  if (name.endsWith('.csv')) return 'text/csv; charset=utf-8';
  if (name.endsWith('.json')) return 'application/json';
  return name.endsWith('.jsonl') ? 'application/x-ndjson' : 'application/vnd.apache.parquet';
}
