import clsx from 'clsx';
import type { ReactNode } from 'react';

export interface PanelProps {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Without inner padding, for tables and lists. */
  flush?: boolean;
  /** Holds what cannot be undone with a click. */
  danger?: boolean;
  className?: string;
}

/** A bordered section of a page. */
export function Panel({ title, description, actions, children, flush = false, danger = false, className }: PanelProps) {
  return (
    <section
      className={clsx('min-w-0 rounded border bg-surface', danger ? 'border-error/45' : 'border-line', className)}
    >
      {title === undefined ? null : (
        <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5">
          <div className="min-w-0 flex-1">
            <h2 className="text-base font-semibold">{title}</h2>
            {description === undefined ? null : <p className="text-sm text-muted">{description}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}
