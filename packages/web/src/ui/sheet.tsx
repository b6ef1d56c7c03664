import clsx from 'clsx';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { focusPanel } from './focus-panel.tsx';

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Read out when the sheet opens; not shown. */
  title: string;
  side?: 'left' | 'right';
  children: ReactNode;
}

/** A panel over the page's edge: the sidebar and the peek panel at phone width. */
export function Sheet({ open, onOpenChange, title, side = 'right', children }: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fade-in fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          data-modal
          onOpenAutoFocus={focusPanel}
          aria-describedby={undefined}
          className={clsx(
            'fixed inset-y-0 z-40 flex flex-col border-line bg-surface shadow-float outline-none',
            side === 'left'
              ? 'sheet-in-left left-0 w-[min(300px,84vw)] border-r'
              : 'sheet-in-right right-0 w-[min(720px,100vw)] border-l',
          )}
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
