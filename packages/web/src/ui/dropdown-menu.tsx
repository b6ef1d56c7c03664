import clsx from 'clsx';
import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

export interface DropdownMenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom' | 'right';
  className?: string;
}

export function DropdownMenu({ trigger, children, align = 'start', side = 'bottom', className }: DropdownMenuProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={clsx(
            'float-in z-50 max-h-[min(480px,var(--radix-dropdown-menu-content-available-height))] min-w-48 overflow-y-auto rounded border border-line bg-raised p-1 shadow-float',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  icon?: LucideIcon;
  children: ReactNode;
  onSelect?: () => void;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Marks the current one among several; undefined for a plain item. */
  checked?: boolean;
  asChild?: boolean;
}

export function MenuItem({
  icon: Icon,
  children,
  onSelect,
  shortcut,
  danger = false,
  disabled = false,
  checked,
  asChild = false,
}: MenuItemProps) {
  const classes = clsx(
    ITEM,
    danger ? 'text-error-text data-highlighted:bg-error-soft' : 'text-ink data-highlighted:bg-hover',
  );
  const select = onSelect === undefined ? {} : { onSelect };
  if (asChild)
    return (
      <Radix.Item asChild className={classes} {...select}>
        {children}
      </Radix.Item>
    );
  return (
    <Radix.Item disabled={disabled} className={classes} {...select}>
      {Icon === undefined ? null : <Icon className={danger ? '' : 'text-muted'} aria-hidden />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {checked === true ? <Check className="text-accent-text" aria-label="current" /> : null}
      {shortcut === undefined ? null : <Kbd keys={shortcut} />}
    </Radix.Item>
  );
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">{children}</Radix.Label>
);
export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />;

const ITEM =
  'flex min-h-7 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none select-none data-disabled:cursor-default data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0';
