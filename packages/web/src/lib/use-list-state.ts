import type { Columns } from '@tidemark/contract/columns/column';
import { useCallback, useMemo } from 'react';
import { readStored, writeStored } from './stored.ts';
import { parseLayout, parseListState, printLayout, printListState, type ListState } from './url-state.ts';
import { useUrlParams } from './use-url-params.ts';

export interface ListStateHandle extends ListState {
  /** Changes the state and the URL. Filters, search and order make a history entry; the rest replaces it. */
  set: (change: Partial<Omit<ListState, 'filterProblem'>>) => void;
}

/** A list's state in the URL. The column layout and density that a person chose last are kept as their default. */
export function useListState(name: string, columns: Columns): ListStateHandle {
  const [params, setParams] = useUrlParams();
  const state = useMemo(() => {
    const read = parseListState(params, columns);
    const layout = read.layout ?? parseLayout(readStored(`columns.${name}`), columns);
    const density = params['density'] === undefined && readStored('density') === 'compact' ? 'compact' : read.density;
    return { ...read, layout, density } satisfies ListState;
  }, [params, columns, name]);
  const set = useCallback<ListStateHandle['set']>(
    (change) => {
      if (change.layout !== undefined)
        writeStored(`columns.${name}`, change.layout === null ? null : printLayout(change.layout));
      if (change.density !== undefined) writeStored('density', change.density);
      const kept = change.filter !== undefined || change.search !== undefined || change.order !== undefined;
      setParams(printListState(change), { replace: !kept });
    },
    [name, setParams],
  );
  return useMemo(() => ({ ...state, set }), [state, set]);
}
