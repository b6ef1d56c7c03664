import { copyText } from '#lib/copy-text';
import { useShortcuts } from '#lib/keyboard';
import { useToast } from '#ui/toast';
import type { SpanTreeState } from '#ui/span-tree/use-span-tree';

export interface TraceKeys {
  state: SpanTreeState;
  step: (by: 1 | -1) => void;
  focusSearch: () => void;
  clear: () => void;
}

/** The trace page's keys, wherever the focus is outside of a field. */
export function useTraceKeys({ state, step, focusSearch, clear }: TraceKeys): void {
  const toast = useToast();
  useShortcuts({
    j: () => state.move(1),
    k: () => state.move(-1),
    arrowleft: (event) => onTree(event) && state.out(),
    arrowright: (event) => onTree(event) && state.into(),
    e: state.nextError,
    n: (event) => step(event.shiftKey ? -1 : 1),
    '/': focusSearch,
    escape: clear,
    c: () =>
      void copyText(location.href).then((done) =>
        toast({ title: done ? 'Link copied' : 'The browser refused to copy' }),
      ),
  });
}

/** Arrows belong to whatever has the focus; without one they move in the tree. */
const onTree = ({ target }: KeyboardEvent): boolean =>
  target === document.body || (target instanceof HTMLElement && target.tagName === 'MAIN');
