import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface FactProps {
  icon: LucideIcon;
  /** What it is: said to assistive technology and on hover. */
  label: string;
  children: ReactNode;
}

/** One figure or name of a trace or a step, marked by an icon. */
export const Fact = ({ icon: Icon, label, children }: FactProps) => (
  <span
    title={label}
    className="relative inline-flex h-6 max-w-80 items-center gap-1.5 text-sm whitespace-nowrap text-muted"
  >
    <Icon className="size-3.5 shrink-0 text-faint" aria-hidden />
    <span className="sr-only">{label}: </span>
    <span className="truncate text-ink">{children}</span>
  </span>
);
