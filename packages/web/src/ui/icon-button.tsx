import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  /** Said to assistive technology and shown as the tooltip. */
  label: string;
  shortcut?: string;
  pressed?: boolean;
  size?: 'sm' | 'md';
}

export function IconButton({ icon: Icon, label, shortcut, pressed, size = 'md', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        className={clsx(
          'inline-flex shrink-0 items-center justify-center rounded text-muted transition-colors hover:bg-hover hover:text-ink disabled:opacity-40',
          size === 'sm' ? 'size-6' : 'size-8',
          pressed === true && 'bg-accent-soft text-accent-text',
          className,
        )}
      >
        <Icon className="size-4" aria-hidden />
      </button>
    </Tooltip>
  );
}
