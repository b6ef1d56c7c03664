import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '#ui/icon-button';
import { formatInteger } from '#lib/format';

/** What can be done with the selected rows, floating over the table's foot. */
export function BatchBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  return (
    <div
      role="toolbar"
      aria-label="Selected rows"
      className="float-in absolute bottom-4 left-1/2 z-20 flex -translate-x-1/2 items-center gap-2 rounded border border-line bg-raised py-1.5 pr-1.5 pl-3 shadow-float"
    >
      <span className="text-sm font-medium whitespace-nowrap">{formatInteger(count)} selected</span>
      {children}
      <IconButton icon={X} label="Clear the selection" size="sm" onClick={onClear} />
    </div>
  );
}
