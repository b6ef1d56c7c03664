import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import type { SpanTreeData } from '#ui/span-tree/span-row';
import { findByName, inTreeOrder } from './trace-search.ts';

export interface TraceSearch {
  /** Ids of the steps found, in the order of the tree. */
  matches: readonly string[];
  /** Payloads are still being searched. */
  busy: boolean;
}

/** Steps whose name holds the words, at once, and those whose payloads hold them, as the server answers. */
export function useTraceSearch(traceId: string, tree: SpanTreeData, words: string): TraceSearch {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const settled = useSettled(words.trim(), 250);
  const asked = settled.length >= 2;
  const query = useQuery(
    trpc.traces.search.queryOptions(
      { projectId, traceId, text: settled },
      { enabled: asked, staleTime: 30_000, placeholderData: keepPreviousData },
    ),
  );
  const found = asked ? query.data?.matches : undefined;
  const matches = useMemo(
    () =>
      words.trim() === ''
        ? []
        : inTreeOrder(
            tree,
            findByName(tree, words),
            (found ?? []).map(({ id }) => id),
          ),
    [tree, words, found],
  );
  return { matches, busy: (asked && query.isFetching) || settled !== words.trim() };
}

/** A value once it has not changed for a while. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
