import type { Feature } from '#kernel/feature';
import type { ExportRequest, ExportSelection } from '#kernel/export-run';
import type { ExportTable } from '#kernel/export-table';
import { scopeOf } from '#kernel/list-scope';
import { AppError } from '#domain/errors';
import { chooseColumns } from './choose-columns.ts';
import type { ExportDeclarations } from './run/running.ts';

/** What all features declare for exports, by name. */
export function exportDeclarations(features: readonly Feature[]): ExportDeclarations {
  return {
    tables: new Map(features.flatMap(({ exports = [] }) => exports).map((table) => [table.name, table])),
    kinds: new Map(features.flatMap(({ exportKinds = [] }) => exportKinds).map((rule) => [rule.kind, rule])),
  };
}

/** Rejects with `invalid` what no run could do, before there is one. */
export function checkExport(
  declared: ExportDeclarations,
  of: { projectId: string; request: Pick<ExportRequest, 'tables' | 'format'> },
): void {
  for (const selection of of.request.tables) {
    const table = exportTable(declared, selection.table);
    chooseColumns(table, selection, of.request.format);
    const scope = scopeOf(of.projectId, selection);
    if (table.kind === 'telemetry') table.where(scope, selection);
    else refuseFilter(selection);
  }
}

export function exportTable(declared: ExportDeclarations, name: string): ExportTable {
  const table = declared.tables.get(name);
  if (table) return table;
  throw new AppError('invalid', `There is no table "${name}". Tables: ${[...declared.tables.keys()].join(', ')}`);
}

function refuseFilter({ table, filter, search, environments }: ExportSelection): void {
  if (filter || search || environments.length > 0)
    throw new AppError('invalid', `"${table}" is exported as a whole: it takes no filter`);
}
