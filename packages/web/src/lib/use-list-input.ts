import type { Filter } from '@tidemark/contract/filter';
import type { Order } from '@tidemark/contract/order';
import { useMemo, useState } from 'react';
import { printTimeRange } from './time-range.ts';
import type { ListStateHandle } from './use-list-state.ts';
import { useScope } from './use-scope.ts';

/** What a list asks for, without its page: the same for its rows, its count and its filter values. */
export interface ListScopeInput {
  from: string | null;
  to: string | null;
  environments: string[];
  filter: Filter | null;
  search: string | null;
}

export interface ListInputHandle {
  scope: ListScopeInput;
  order: Order | null;
  /** Takes the bounds of the time range anew, as "the last hour" has moved on since. */
  renew: () => void;
}

/** A list's question from the URL. A moving range is held still, so that rows do not change under the reader. */
export function useListInput(state: ListStateHandle): ListInputHandle {
  const { range, from, to, environments } = useScope();
  const [renewals, setRenewals] = useState(0);
  const rangeText = printTimeRange(range);
  const environmentText = environments.join(',');
  const { filter, search, order } = state;
  const scope = useMemo(
    () => ({ from, to, environments, filter, search: search.trim() || null }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `from` and `to` move with the clock; see above.
    [rangeText, environmentText, filter, search, renewals],
  );
  return { scope, order, renew: () => setRenewals((before) => before + 1) };
}
