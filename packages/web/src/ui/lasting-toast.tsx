import { Toast as Radix } from 'radix-ui';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';

export interface LastingToastProps {
  /** Read out once, when it appears. */
  title: string;
  children: ReactNode;
  onDismiss: () => void;
}

/** Stands in the corner among the messages for as long as something lasts. */
export const LastingToast = ({ title, children, onDismiss }: LastingToastProps) => (
  <Radix.Root
    open
    duration={Infinity}
    onOpenChange={(open) => !open && onDismiss()}
    className="float-in flex items-start gap-2 rounded border border-line bg-raised py-2.5 pr-2 pl-3 shadow-float"
  >
    <div className="min-w-0 flex-1">
      <Radix.Title className="sr-only">{title}</Radix.Title>
      {children}
    </div>
    <Radix.Close asChild>
      <IconButton icon={X} label="Hide; it goes on" size="sm" />
    </Radix.Close>
  </Radix.Root>
);
