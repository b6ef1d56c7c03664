import type { Columns } from '@tidemark/contract/columns/column';
import { ArrowUp, Rows3, Rows4 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#ui/button';
import { IconButton } from '#ui/icon-button';
import { formatInteger } from '#lib/format';
import type { ListStateHandle } from '#lib/use-list-state';
import { ColumnChooser } from './column-chooser.tsx';
import { countText } from './count-text.ts';
import type { DataTableProps } from './table-types.ts';
import type { TableLayout } from './use-table-layout.ts';

export interface TableBarProps {
  label: string;
  columns: Columns;
  state: ListStateHandle;
  layout: TableLayout;
  loaded: number | null;
  failed: boolean;
  hasMore: boolean;
  total: DataTableProps<object>['total'];
  fresh: DataTableProps<object>['fresh'];
  onFresh: () => void;
  tools: ReactNode;
}

/** The line above the rows: an honest count, what is new, density, what the list offers, and columns. */
export function TableBar({
  label,
  columns,
  state,
  layout,
  loaded,
  failed,
  hasMore,
  total,
  fresh,
  onFresh,
  tools,
}: TableBarProps): ReactNode {
  const compact = state.density === 'compact';
  return (
    <div className="flex h-10 shrink-0 items-center gap-2 px-3">
      <span className="text-sm text-muted" aria-live="polite">
        {failed || state.filterProblem !== null
          ? label
          : loaded === null
            ? `Reading ${label.toLowerCase()}…`
            : countText({ label, loaded, hasMore, total })}
      </span>
      {fresh !== undefined && fresh.count > 0 ? (
        <Button size="sm" variant="primary" className="h-6! rounded-full! px-2.5! text-xs!" onClick={onFresh}>
          <ArrowUp aria-hidden /> {formatInteger(fresh.count)} new
        </Button>
      ) : null}
      <span className="flex-1" />
      <span className="flex items-center max-md:hidden">
        <IconButton
          icon={compact ? Rows3 : Rows4}
          label={compact ? 'Comfortable rows' : 'Compact rows'}
          onClick={() => state.set({ density: compact ? 'comfortable' : 'compact' })}
        />
      </span>
      {tools}
      <ColumnChooser columns={columns} layout={layout} />
    </div>
  );
}
