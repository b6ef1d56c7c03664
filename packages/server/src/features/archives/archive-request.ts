import type { ExportRequestInput } from '#kernel/export-run';
import type { Feature } from '#kernel/feature';

/**
 * Everything that can come back, with all columns that its owner declares: also those that only an import has a use for,
 * and those that are there for whoever reads the files with something else.
 */
export function archiveRequest(features: readonly Feature[]): ExportRequestInput {
  const exported = new Map(features.flatMap(({ exports = [] }) => exports).map((table) => [table.name, table]));
  const tables = features
    .flatMap(({ imports = [] }) => imports)
    .flatMap(({ name }) => {
      const table = exported.get(name);
      return table ? [{ table: name, columns: table.columns.map((column) => column.name) }] : [];
    });
  return { tables, format: 'parquet' };
}

/** Columns that a file may have, by its table. */
export function archivedColumns(features: readonly Feature[], table: string): readonly string[] {
  const found = features.flatMap(({ exports = [] }) => exports).find(({ name }) => name === table);
  return found?.columns.map(({ name }) => name) ?? [];
}
