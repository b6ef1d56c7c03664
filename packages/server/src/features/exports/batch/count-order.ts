import type { ExportSelection } from '@tidemark/contract/exports';
import type { ProjectCtx } from '#kernel/ctx';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { exportTable } from '../declarations.ts';
import type { ExportDeclarations } from '../run/running.ts';
import { countSelected } from '../store/count-selected.sql.ts';

/** How many rows fit now, exactly, within the limits of whoever asks. */
export function countOrder(ctx: ProjectCtx, declared: ExportDeclarations, selection: ExportSelection): Promise<number> {
  const table = exportTable(declared, selection.table);
  if (table.kind !== 'telemetry') throw new Error(`${table.name} is no table of a list`);
  const scope = scopeOf(ctx.projectId, selection);
  return countSelected(ctx.ch, { table, scope, where: table.where(scope, selection) }, queryClassOf(ctx.actor));
}
