import type { ReactNode } from 'react';
import { Skeleton } from './skeleton.tsx';

export interface StatTileProps {
  label: string;
  /** Undefined while it loads. */
  value: ReactNode | undefined;
  /** A line below: a second figure, or the change against the period before. */
  detail?: ReactNode;
  chart?: ReactNode;
}

export function StatTile({ label, value, detail, chart }: StatTileProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 px-4 py-3">
      <span className="truncate text-sm text-muted">{label}</span>
      <span className="flex h-7 items-center truncate text-xl font-semibold">
        {value === undefined ? <Skeleton className="h-5 w-20" /> : value}
      </span>
      <span className="min-h-4 truncate text-xs text-muted">{detail}</span>
      {chart}
    </div>
  );
}
