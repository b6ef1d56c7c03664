import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon?: LucideIcon;
  title: string;
  /** Why it is empty and what to do next. */
  children?: ReactNode;
  /** The one button that does it. */
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex h-full min-h-64 flex-col items-center justify-center px-6 py-12 text-center">
      {Icon === undefined ? null : (
        <span className="mb-4 flex size-10 items-center justify-center rounded border border-line bg-surface text-muted">
          <Icon className="size-5" strokeWidth={1.6} aria-hidden />
        </span>
      )}
      <h2 className="text-lg font-semibold">{title}</h2>
      {children === undefined ? null : <div className="mt-1.5 max-w-[46ch] text-base text-muted">{children}</div>}
      {action === undefined ? null : <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
