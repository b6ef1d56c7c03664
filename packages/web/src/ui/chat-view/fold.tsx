import { ChevronRight } from 'lucide-react';
import { useState, type ReactNode } from 'react';

export interface FoldProps {
  title: ReactNode;
  /** Shown at the right of the title, as a size. */
  aside?: ReactNode;
  open?: boolean;
  children: ReactNode;
}

/** A part that is folded away until it is wanted; what is folded is not drawn. */
export function Fold({ title, aside, open: openAtFirst = false, children }: FoldProps) {
  const [open, setOpen] = useState(openAtFirst);
  return (
    <div className="min-w-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-1 rounded-sm py-0.5 text-left text-xs text-muted hover:text-ink"
      >
        <ChevronRight className={`size-3.5 shrink-0 ${open ? 'rotate-90' : ''}`} aria-hidden />
        <span className="min-w-0 truncate">{title}</span>
        {aside === undefined ? null : <span className="ml-auto pl-2 text-faint">{aside}</span>}
      </button>
      {open ? <div className="mt-1 min-w-0 pl-[18px]">{children}</div> : null}
    </div>
  );
}
