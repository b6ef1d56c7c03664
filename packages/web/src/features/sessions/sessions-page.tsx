import { SESSION_COLUMNS } from '@tidemark/contract/columns/sessions';
import { MessagesSquare } from 'lucide-react';
import { useProject } from '#lib/session';
import { useListInput } from '#lib/use-list-input';
import { useListState } from '#lib/use-list-state';
import { useScope } from '#lib/use-scope';
import { Button } from '#ui/button';
import { DataTable } from '#ui/data-table/data-table';
import { EmptyState } from '#ui/empty-state';
import { FilterBar } from '#ui/filter-bar/filter-bar';
import { DeleteSessionsButton } from './delete-sessions-button.tsx';
import { useSessions } from './use-sessions.ts';

const ORDER = { column: 'lastTime', direction: 'desc' } as const;

/** All sessions of the project: traces that were sent with one session id. */
export function SessionsPage() {
  const state = useListState('sessions', SESSION_COLUMNS);
  const input = useListInput(state);
  const project = useProject();
  const projectId = project.id;
  const { list, rows, fresh } = useSessions(input, state.filterProblem === null);
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <div className="flex shrink-0 items-start gap-2 px-3 pt-2.5">
        <FilterBar columns={SESSION_COLUMNS} state={state} noun="sessions" />
      </div>
      <div className="min-h-0 flex-1">
        <DataTable
          label="Sessions"
          columns={SESSION_COLUMNS}
          state={state}
          rows={state.filterProblem === null ? rows : []}
          rowId={idOf}
          href={(row) => `/project/${projectId}/sessions/${encodeURIComponent(row.id)}`}
          linkColumn="id"
          {...(project.may('traces:delete')
            ? {
                batchActions: (ids: readonly string[], clear: () => void) => (
                  <DeleteSessionsButton ids={ids} onDeleted={clear} />
                ),
              }
            : {})}
          error={list.error ?? undefined}
          onRetry={() => void list.refetch()}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onLoadMore={() => void list.fetchNextPage()}
          fresh={fresh.count > 0 ? fresh : undefined}
          defaultOrder={ORDER}
          empty={
            <NoSessions
              narrowed={state.filter !== null || state.search !== ''}
              onClear={() => state.set({ filter: null, search: '' })}
            />
          }
        />
      </div>
    </div>
  );
}

const idOf = (row: { id: string }): string => row.id;

function NoSessions({ narrowed, onClear }: { narrowed: boolean; onClear: () => void }) {
  const { range, setRange } = useScope();
  const all = 'last' in range && range.last === 'all';
  return (
    <EmptyState
      icon={MessagesSquare}
      title={narrowed ? 'No session matches' : 'No sessions in this time'}
      action={
        <>
          {narrowed ? <Button onClick={onClear}>Clear the filter</Button> : null}
          {all ? null : <Button onClick={() => setRange({ last: 'all' })}>Look at all time</Button>}
        </>
      }
    >
      Traces that carry the same session id become a session. SDKs set it as{' '}
      <code className="font-mono">session_id</code> or the attribute <code className="font-mono">session.id</code>.
    </EmptyState>
  );
}
