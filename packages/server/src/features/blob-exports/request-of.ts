import type { Feature } from '#kernel/feature';
import type { ExportRequestInput } from '#kernel/export-run';
import type { ExportTable } from '#kernel/export-table';
import { AppError } from '#domain/errors';
import type { Schedule, ScheduleWindow } from './store/blob-exports.sql.ts';

/** What only an import has a use for: what was said in parts, and settings. */
const ONLY_FOR_ARCHIVES: ReadonlySet<string> = new Set(['telemetry_changes', 'masking_rules', 'retention']);
const ARCHIVE_GROUP = 'archive';

/** Tables that a schedule may deliver. */
export function schedulable(features: readonly Feature[]): readonly ExportTable[] {
  return features.flatMap(({ exports = [] }) => exports).filter(({ name }) => !ONLY_FOR_ARCHIVES.has(name));
}

export function groupsOf(table: ExportTable): string[] {
  const computed = table.kind === 'telemetry' ? (table.computed?.columns ?? []) : [];
  const groups = new Set([...table.columns, ...computed].map(({ group }) => group));
  groups.delete(ARCHIVE_GROUP);
  return [...groups];
}

/** What identifies a row, and when it was stored, is in every file. */
const ALWAYS = ['core', 'source'];

/** The run that delivers a part. A table has those of the chosen groups that it knows. */
export function requestOf(
  { tables, fieldGroups, format, compression }: Pick<Schedule, 'tables' | 'fieldGroups' | 'format' | 'compression'>,
  window: ScheduleWindow,
  features: readonly Feature[],
): ExportRequestInput {
  const known = new Map(schedulable(features).map((table) => [table.name, table]));
  return {
    tables: tables.map((name) => {
      const table = known.get(name);
      if (!table) throw new AppError('invalid', `There is no table "${name}". Tables: ${[...known.keys()].join(', ')}`);
      const groups = groupsOf(table).filter((group) => ALWAYS.includes(group) || fieldGroups.includes(group));
      return { table: name, ...(fieldGroups.length === 0 ? {} : { groups }) };
    }),
    format,
    compression: format === 'parquet' ? 'none' : compression,
    storedFromUs: window.from.getTime() * 1000,
  };
}

export function checkTables(
  { tables, fieldGroups }: { tables: readonly string[]; fieldGroups: readonly string[] },
  features: readonly Feature[],
): void {
  const all = schedulable(features);
  const names = all.map(({ name }) => name);
  const strange = tables.find((name) => !names.includes(name));
  if (strange !== undefined)
    throw new AppError('invalid', `There is no table "${strange}". Tables: ${names.join(', ')}`);
  const groups = new Set(all.flatMap(groupsOf));
  const strangeGroup = fieldGroups.find((group) => !groups.has(group));
  if (strangeGroup !== undefined)
    throw new AppError('invalid', `There is no field group "${strangeGroup}". Groups: ${[...groups].join(', ')}`);
}
