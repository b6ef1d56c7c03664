import { OBSERVATION_COLUMNS } from '@tidemark/contract/columns/observations';
import type { ReactNode } from 'react';
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
import { ObservationPeek } from './observation-peek.tsx';
import { useFilterValues } from './use-filter-values.ts';
import { useObservations } from './use-observations.ts';

const ORDER = { column: 'startTime', direction: 'desc' } as const;

export function ObservationsList({ tabs }: { tabs: ReactNode }) {
  const state = useListState('observations', OBSERVATION_COLUMNS);
  const input = useListInput(state);
  const { id: projectId } = useProject();
  const { list, rows, total, fresh } = useObservations(input, {
    enabled: state.filterProblem === null,
    extras: extrasOf(state.layout),
  });
  const values = useFilterValues('observations', input.scope);
  const exported = useListExport();
  const narrowed = state.filter !== null || state.search !== '' || input.scope.environments.length > 0;
  return (
    <ListFrame tabs={tabs} bar={<FilterBar columns={OBSERVATION_COLUMNS} state={state} noun="steps" {...values} />}>
      <DataTable
        label="Steps"
        columns={OBSERVATION_COLUMNS}
        state={state}
        rows={state.filterProblem === null ? rows : []}
        rowId={idOf}
        href={(row) =>
          `/project/${projectId}/traces/${encodeURIComponent(row.traceId)}?observation=${encodeURIComponent(row.id)}`
        }
        linkColumn="name"
        cells={CELLS}
        tools={exported({
          table: 'observations',
          scope: input.scope,
          columns: shownColumns(state.layout, OBSERVATION_COLUMNS),
        })}
        peek={(row) => <ObservationPeek key={row.id} traceId={row.traceId} observationId={row.id} />}
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
};
