import { ExportSelection } from '@tidemark/contract/exports';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { exportTable } from '../declarations.ts';
import type { ExportDeclarations } from '../run/running.ts';
import { countSelected } from '../store/count-selected.sql.ts';

/** How many rows it would be now. */
export const previewExport = (declared: () => ExportDeclarations) =>
  read({
    input: ExportSelection,
    permission: 'exports:create',
    async run(ctx, selection): Promise<{ rows: number }> {
      const table = exportTable(declared(), selection.table);
      if (table.kind !== 'telemetry') throw new Error(`${table.name} is no table of a list`);
      const scope = scopeOf(ctx.projectId, selection);
      const where = table.where(scope, selection);
      return { rows: await countSelected(ctx.ch, { table, scope, where }, queryClassOf(ctx.actor)) };
    },
  });
