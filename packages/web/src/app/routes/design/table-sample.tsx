import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import { SearchX } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { nowMs } from '#lib/clock';
import { useListState } from '#lib/use-list-state';
import { Button } from '#ui/button';
import { DataTable } from '#ui/data-table/data-table';
import { EmptyState } from '#ui/empty-state';
import { FilterBar } from '#ui/filter-bar/filter-bar';
import { sampleTrace, type SampleTrace } from './sample-traces.ts';

const PAGE = 100;
const ALL = 12_000;
const rowId = (row: SampleTrace): string => row.id;

/** The one table on made-up traces: filters are taken but not applied, `?state=` shows loading, empty and error. */
export function TableSample() {
  const state = useListState('sample', TRACE_COLUMNS);
  const [start] = useState(nowMs);
  const [count, setCount] = useState(PAGE);
  const [fresh, setFresh] = useState(12);
  const show = new URLSearchParams(location.search).get('state');
  const rows = useMemo(
    () => Array.from({ length: show === 'empty' ? 0 : count }, (_, index) => sampleTrace(index, start)),
    [count, start, show],
  );
  const more = useCallback(() => setCount((before) => Math.min(ALL, before + PAGE)), []);
  return (
    <div className="flex h-full flex-col">
      <div className="px-3 pt-3">
        <FilterBar
          columns={TRACE_COLUMNS}
          state={state}
          noun="traces"
          known={(name) => (name === 'environment' ? ['production', 'staging'] : [])}
        />
      </div>
      <DataTable
        label="Traces"
        columns={TRACE_COLUMNS}
        state={state}
        rows={show === 'loading' ? undefined : rows}
        rowId={rowId}
        linkColumn="name"
        href={(row) => `/design?tab=table&trace=${row.id}`}
        peek={(row) => <pre className="p-4 font-mono text-xs whitespace-pre-wrap">{JSON.stringify(row, null, 2)}</pre>}
        hasMore={show === 'empty' ? false : count < ALL}
        onLoadMore={more}
        total={{ count: 10_000, exact: false }}
        {...(show === 'error'
          ? {
              error: {
                message: 'The query took longer than 15 seconds.',
                data: { appCode: 'limit_exceeded', requestId: 'req-8f3a21' },
              },
            }
          : {})}
        defaultOrder={{ column: 'timestamp', direction: 'desc' }}
        fresh={{ count: fresh, apply: () => setFresh(0) }}
        batchActions={(ids, clear) => (
          <Button size="sm" onClick={clear}>
            Compare {ids.length}
          </Button>
        )}
        empty={
          <EmptyState
            icon={SearchX}
            title="No traces match"
            action={<Button variant="primary">Clear the filter</Button>}
          >
            None of the traces of the last 7 days are at level error.
          </EmptyState>
        }
      />
    </div>
  );
}
