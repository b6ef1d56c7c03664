import type { ExportedFile, ExportRun } from '#kernel/export-run';
import { isoOfMicros } from '#platform/clickhouse/micros';

/** Of the manifest's own form, and of what the files hold. */
const SCHEMA_VERSION = 1;

/**
 * What an export consists of. Written after everything that it names, so that whoever reads it never sees half an export;
 * two workers that write it one after the other write the same.
 */
export function manifestOf(run: ExportRun, files: readonly ExportedFile[], end: { truncated: boolean }) {
  const tables = [...Map.groupBy(files, ({ table }) => table)];
  return {
    schemaVersion: SCHEMA_VERSION,
    runId: run.id,
    projectId: run.projectId,
    kind: run.kind,
    requestedAt: run.createdAt.toISOString(),
    format: run.request.format,
    compression: run.request.format === 'parquet' ? 'none' : run.request.compression,
    /** By the time at which rows were stored: from is inclusive, until exclusive. */
    stored: {
      from: run.request.storedFromUs === null ? null : isoOfMicros(run.request.storedFromUs),
      until: isoOfMicros(run.cutUs),
    },
    request: run.request,
    truncated: end.truncated,
    ...totalsOf(files),
    tables: run.request.tables.map(({ table }) => ({
      name: table,
      ...totalsOf(tables.find(([name]) => name === table)?.[1] ?? []),
    })),
    files: files.map(({ name, table, rows, bytes, sha256, minUs, maxUs }) => ({
      name,
      table,
      rows,
      bytes,
      sha256,
      minTime: minUs === null ? null : isoOfMicros(minUs),
      maxTime: maxUs === null ? null : isoOfMicros(maxUs),
    })),
  };
}

export type ExportManifest = ReturnType<typeof manifestOf>;

function totalsOf(files: readonly ExportedFile[]) {
  return {
    files: files.length,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
