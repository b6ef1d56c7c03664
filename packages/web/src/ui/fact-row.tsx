import type { ReactNode } from 'react';
import { usePhone } from '#lib/use-media';

/** Facts beside each other. At phone width they are one line that scrolls, also with the keyboard. */
export function FactRow({ label, children }: { label: string; children: ReactNode }) {
  const phone = usePhone();
  return (
    <div
      role="group"
      aria-label={label}
      tabIndex={phone ? 0 : undefined}
      className="relative flex min-w-0 items-center gap-x-4 -outline-offset-2 max-md:overflow-x-auto md:flex-wrap"
    >
      {children}
    </div>
  );
}
