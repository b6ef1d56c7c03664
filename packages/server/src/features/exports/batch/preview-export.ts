import { ExportSelection } from '@tidemark/contract/exports';
import { read } from '#kernel/verb';
import type { ExportDeclarations } from '../run/running.ts';
import { countOrder } from './count-order.ts';

/** How many rows it would be now. */
export const previewExport = (declared: () => ExportDeclarations) =>
  read({
    input: ExportSelection,
    permission: 'exports:create',
    run: async (ctx, selection): Promise<{ rows: number }> => ({ rows: await countOrder(ctx, declared(), selection) }),
  });
