import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Badge } from './badge.tsx';
import { Skeleton } from './skeleton.tsx';

/** A short list in a panel: people, keys, invitations. */
export const ListRows = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul aria-label={label} className="divide-y divide-line">
    {children}
  </ul>
);

export interface ListRowProps {
  title: ReactNode;
  detail?: ReactNode;
  /** Shows the whole detail, in as many lines as it takes. */
  wrap?: boolean;
  /** Marks the reader's own row. */
  you?: boolean;
  /** Controls at the right end. */
  children?: ReactNode;
}

export const ListRow = ({ title, detail, wrap = false, you = false, children }: ListRowProps) => (
  <li className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
    <div className="min-w-48 flex-1">
      <div className="flex items-center gap-2 text-base font-medium">
        <span className="truncate">{title}</span>
        {you ? <Badge>you</Badge> : null}
      </div>
      {detail === undefined ? null : <div className={clsx('text-sm text-muted', !wrap && 'truncate')}>{detail}</div>}
    </div>
    <div className="flex items-center gap-2">{children}</div>
  </li>
);

export const ListSkeleton = ({ rows = 3 }: { rows?: number }) => (
  <div aria-busy className="divide-y divide-line">
    {Array.from({ length: rows }, (_, index) => (
      <div key={index} className="flex min-h-13 flex-col justify-center gap-2 px-4 py-2">
        <Skeleton className="h-3 w-40" />
        <Skeleton className="h-2.5 w-56" />
      </div>
    ))}
  </div>
);
