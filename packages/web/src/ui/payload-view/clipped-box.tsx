import { ChevronDown, ChevronUp } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

export interface ClippedBoxProps {
  /** Height in pixels beyond which the content is cut. */
  height: number;
  /** Shown whole at once, as when a search has found something inside. */
  whole?: boolean;
  children: ReactNode;
}

/** Content cut at a height, with a button for the rest. What nearly fits is not cut. */
export function ClippedBox({ height, whole = false, children }: ClippedBoxProps) {
  const content = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [tall, setTall] = useState(false);
  useLayoutEffect(() => {
    const target = content.current;
    if (target === null) return;
    const observer = new ResizeObserver(() => setTall(target.scrollHeight > height * 1.25));
    observer.observe(target);
    return () => observer.disconnect();
  }, [height]);
  const clipped = tall && !open && !whole;
  const Icon = open ? ChevronUp : ChevronDown;
  return (
    <div className="min-w-0">
      <div
        className={clipped ? 'relative overflow-hidden' : 'relative'}
        style={clipped ? { maxHeight: height } : undefined}
      >
        <div
          ref={content}
          onFocus={(event) => {
            // What has the keyboard must not lie under the cut.
            if (event.target.closest('[role="tree"], input') !== null) setOpen(true);
          }}
        >
          {children}
        </div>
        {clipped ? (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-x-0 bottom-0 h-12 bg-linear-to-t from-(--clip,var(--surface)) to-transparent"
          />
        ) : null}
      </div>
      {tall && !whole ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="mt-1 flex w-full items-center justify-center gap-1 rounded border border-line py-1 text-xs text-muted hover:bg-hover hover:text-ink"
        >
          <Icon className="size-3.5" aria-hidden /> {open ? 'Show less' : 'Show all'}
        </button>
      ) : null}
    </div>
  );
}
