import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import type { ReactNode } from 'react';
import { ABSENT } from '#lib/format';
import { shownColumns } from '#lib/shown-columns';
import { useListExport } from '#lib/list-export';
import { useProject } from '#lib/session';
import { useListInput } from '#lib/use-list-input';
import { useListState } from '#lib/use-list-state';
import { DataTable } from '#ui/data-table/data-table';
import { FilterBar } from '#ui/filter-bar/filter-bar';
import { extrasOf } from './list-extras.ts';
import { ListFrame } from './list-frame.tsx';
import { NoTraces } from './no-traces.tsx';
import { TracePeek } from './trace-peek.tsx';
import { TracesBatch } from './traces-batch.tsx';
import { useDeleteTraces } from './use-delete-traces.ts';
import { useFilterValues } from './use-filter-values.ts';
import { useTraces } from './use-traces.ts';

const ORDER = { column: 'timestamp', direction: 'desc' } as const;

export function TracesList({ tabs }: { tabs: ReactNode }) {
  const state = useListState('traces', TRACE_COLUMNS);
  const input = useListInput(state);
  const { id: projectId } = useProject();
  const { list, rows, total, fresh } = useTraces(input, {
    enabled: state.filterProblem === null,
    extras: extrasOf(state.layout),
  });
  const values = useFilterValues('traces', input.scope);
  const remove = useDeleteTraces();
  const exported = useListExport();
  const matching = (selected: number) =>
    total !== undefined && selected === rows?.length && total.count > selected ? total.count : null;
  const narrowed = state.filter !== null || state.search !== '' || input.scope.environments.length > 0;
  return (
    <ListFrame tabs={tabs} bar={<FilterBar columns={TRACE_COLUMNS} state={state} noun="traces" {...values} />}>
      <DataTable
        label="Traces"
        columns={TRACE_COLUMNS}
        state={state}
        rows={state.filterProblem === null ? rows : []}
        rowId={idOf}
        href={(row) => `/project/${projectId}/traces/${encodeURIComponent(row.id)}`}
        linkColumn="name"
        cells={CELLS}
        tools={exported({ table: 'traces', scope: input.scope, columns: shownColumns(state.layout, TRACE_COLUMNS) })}
        {...(remove === null
          ? {}
          : {
              batchActions: (ids: readonly string[], clear: () => void) => (
                <TracesBatch
                  ids={ids}
                  matching={matching(ids.length)}
                  scope={input.scope}
                  remove={remove}
                  clear={clear}
                />
              ),
            })}
        peek={(row) => <TracePeek key={row.id} traceId={row.id} />}
        error={list.error ?? undefined}
        onRetry={() => void list.refetch()}
        hasMore={list.hasNextPage}
        loadingMore={list.isFetchingNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        total={total}
        fresh={fresh.count > 0 ? fresh : undefined}
        defaultOrder={ORDER}
        empty={
          <NoTraces
            unread={state.filterProblem !== null}
            narrowed={narrowed}
            onClear={() => state.set({ filter: null, search: '' })}
          />
        }
      />
    </ListFrame>
  );
}

const idOf = (row: { id: string }): string => row.id;
const CELLS = {
  name: (row: { name: string | null }) => row.name ?? <span className="font-normal text-faint">unnamed</span>,
  // No step has ended, so there is no length to tell; null leaves the cell to its format.
  latency: (row: { latency: number | null }) =>
    row.latency === 0 ? <span className="text-faint">{ABSENT}</span> : null,
};
