import { useCallback, useState } from 'react';
import { useUrlParams } from '#lib/use-url-params';
import { useSpanTree } from '#ui/span-tree/use-span-tree';
import type { SpanTreeData } from '#ui/span-tree/span-row';
import type { PhonePane } from './trace-phone.tsx';
import { stepMatch } from './trace-search.ts';
import { useTraceSearch } from './use-trace-search.ts';

/** What of a trace is looked at. The selected step, the tab and the searched words are in the URL. */
export function useTraceView(traceId: string, tree: SpanTreeData) {
  const [params, setParams] = useUrlParams();
  const selectedId = params['observation'] ?? null;
  const [words, setWords] = useState(params['find'] ?? '');
  const [pane, setPane] = useState<PhonePane>(selectedId === null ? 'steps' : 'details');
  const select = useCallback(
    (id: string | null): void => {
      setParams({ observation: id ?? undefined }, { replace: true });
      setPane('details');
    },
    [setParams],
  );
  const state = useSpanTree(tree, selectedId, select);
  const { matches, busy } = useTraceSearch(traceId, tree, words);
  return {
    selectedId,
    select,
    state,
    pane,
    setPane,
    tab: params['view'],
    setTab: (view: string) => setParams({ view: view === 'preview' ? undefined : view }, { replace: true }),
    words,
    find: (next: string) => {
      setWords(next);
      setParams({ find: next.trim() || undefined }, { replace: true });
    },
    matches,
    busy,
    /** Goes to the next or previous step that the search found. */
    step: (by: 1 | -1) => {
      const id = stepMatch(matches, selectedId, by);
      if (id !== null) select(id);
    },
  };
}

export type TraceViewState = ReturnType<typeof useTraceView>;
