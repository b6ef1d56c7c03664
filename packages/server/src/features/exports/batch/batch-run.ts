import type { BatchExportOrder, BatchExportTable } from '@tidemark/contract/exports';
import { AppError } from '#domain/errors';
import type { ExportRun } from '#kernel/export-run';
import type { Db } from '#platform/postgres/db';
import { selectRun } from '../store/export-runs.sql.ts';

/** The run of that id if it is one that a list or the API asked for. */
export async function findBatchRun(db: Db, of: { projectId: string; id: string }): Promise<ExportRun | null> {
  const run = await selectRun(db, of);
  return run?.kind === 'batch' ? run : null;
}

export async function getBatchRun(db: Db, of: { projectId: string; id: string }): Promise<ExportRun> {
  const run = await findBatchRun(db, of);
  if (!run) throw new AppError('not_found', 'There is no such export');
  return run;
}

/** What a run was asked for, in the words of the contract. A batch is always of one table. */
export function orderOf({ request }: Pick<ExportRun, 'request'>): BatchExportOrder {
  const [selection] = request.tables;
  if (!selection) throw new Error('A batch export is of one table');
  const { table, columns, groups, from, to, environments, filter, search } = selection;
  return {
    table: table as BatchExportTable,
    from,
    to,
    environments,
    filter,
    search,
    columns,
    fields: groups,
    format: request.format,
    compression: request.compression,
  };
}
