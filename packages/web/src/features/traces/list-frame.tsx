import type { ReactNode } from 'react';

/** A list's page: which list and its filter above, the table filling the rest. */
export const ListFrame = ({ tabs, bar, children }: { tabs: ReactNode; bar: ReactNode; children: ReactNode }) => (
  <div className="flex h-full min-h-0 flex-col bg-surface">
    <div className="flex shrink-0 flex-wrap items-start gap-2 px-3 pt-2.5 md:flex-nowrap">
      {tabs}
      {bar}
    </div>
    <div className="min-h-0 flex-1">{children}</div>
  </div>
);
