import { OBSERVATION_COLUMNS } from '@tidemark/contract/columns/observations';
import { SCORE_COLUMNS } from '@tidemark/contract/columns/scores';
import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import type { Columns } from '@tidemark/contract/columns/column';
import { columnInFile } from '@tidemark/contract/exports';
import type { BatchExportOrder, BatchExportTable } from '@tidemark/contract/exports';
import { AppError } from '#domain/errors';
import { ExportRequest } from '#kernel/export-run';

/** An order as the machine of exports takes it. Rejects with `invalid` what contradicts itself. */
export function requestOf(order: BatchExportOrder): ExportRequest {
  const { table, from, to, environments, filter, search, format, compression, fields } = order;
  const columns = order.columns?.map((name) => (Object.hasOwn(LISTS[table], name) ? ofList(table, name) : name));
  if (columns && fields) throw new AppError('invalid', 'Name columns or groups of columns (fields), not both');
  const chosen = { ...(columns && { columns: [...new Set(columns)] }), ...(fields && { groups: fields }) };
  return ExportRequest.parse({
    tables: [{ table, from, to, environments, filter, search: search?.trim() || null, ...chosen }],
    format,
    compression: format === 'parquet' ? 'none' : compression,
  });
}

function ofList(table: BatchExportTable, name: string): string {
  const column = columnInFile(name);
  if (column === null) throw new AppError('invalid', `Files of ${table} have no column for "${name}"`);
  return column;
}

const LISTS: Record<BatchExportTable, Columns> = {
  traces: TRACE_COLUMNS,
  observations: OBSERVATION_COLUMNS,
  scores: SCORE_COLUMNS,
};
