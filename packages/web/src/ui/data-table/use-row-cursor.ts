import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useShortcuts } from '#lib/keyboard';
import type { ListStateHandle } from '#lib/use-list-state';

export interface RowCursor {
  /** Id of the row that the keyboard is on. */
  current: string | null;
  /** Opens the peek panel, or the row's page when there is no panel. */
  open: (id: string) => void;
  openPage: (id: string) => void;
  close: () => void;
  /** Moves by rows, and takes an open peek panel along. */
  move: (by: number) => void;
}

export interface RowCursorOptions {
  orderedIds: readonly string[];
  state: Pick<ListStateHandle, 'peek' | 'set'>;
  canPeek: boolean;
  hrefOf: (id: string) => string | null;
  onSelect: ((id: string) => void) | null;
  scrollTo: (index: number) => void;
}

/** j/k move, enter opens, ⌘enter opens the page, x selects, esc closes. */
export function useRowCursor(options: RowCursorOptions): RowCursor {
  const { orderedIds, state, canPeek, hrefOf, onSelect, scrollTo } = options;
  const [cursor, setCursor] = useState<string | null>(state.peek);
  const router = useRouter();
  const current = state.peek ?? cursor;
  const openPage = (id: string): void => {
    const href = hrefOf(id);
    if (href !== null) router.history.push(href);
  };
  const open = (id: string): void => {
    setCursor(id);
    if (canPeek) state.set({ peek: id });
    else openPage(id);
  };
  const close = (): void => state.set({ peek: null });
  const move = (by: number): void => {
    const at = current === null ? -1 : orderedIds.indexOf(current);
    const next = Math.max(0, Math.min(orderedIds.length - 1, at === -1 ? 0 : at + by));
    const id = orderedIds[next];
    if (id === undefined) return;
    setCursor(id);
    scrollTo(next);
    if (state.peek !== null) state.set({ peek: id });
  };
  const withCurrent = (run: (id: string) => void) => () => current !== null && run(current);
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => move(1),
    arrowup: () => move(-1),
    'mod+enter': withCurrent(openPage),
    ...(current === null ? {} : { enter: withCurrent(open) }),
    ...(onSelect === null ? {} : { x: withCurrent(onSelect) }),
    ...(state.peek === null ? {} : { escape: close }),
  });
  return { current, open, openPage, close, move };
}
