import { useEffect } from 'react';
import type { DataTableProps } from './table-types.ts';

/** Asks for the next page before the person reaches the end of what is loaded. */
export function useEndless({
  lastShown,
  loaded,
  table,
}: {
  lastShown: number;
  loaded: number;
  table: Pick<DataTableProps<never>, 'hasMore' | 'loadingMore' | 'onLoadMore'>;
}): void {
  const { hasMore = false, loadingMore = false, onLoadMore } = table;
  useEffect(() => {
    if (hasMore && !loadingMore && loaded > 0 && lastShown >= loaded - AHEAD) onLoadMore?.();
  }, [hasMore, loadingMore, onLoadMore, lastShown, loaded]);
}

const AHEAD = 20;
