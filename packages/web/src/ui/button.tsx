import clsx from 'clsx';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: 'sm' | 'md';
  /** Work under way: the button keeps its width, says so, and takes no clicks. */
  busy?: boolean;
  /** Renders the only child (a link) with the button's looks. */
  asChild?: boolean;
}

export function Button({
  variant = 'secondary',
  size = 'md',
  busy = false,
  asChild = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  const classes = clsx(BASE, SIZES[size], VARIANTS[variant], className);
  if (asChild)
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
    >
      {busy ? <LoaderCircle className="size-4 animate-spin" aria-hidden /> : null}
      {children}
    </button>
  );
}

const BASE =
  'inline-flex items-center justify-center gap-1.5 rounded border font-medium whitespace-nowrap select-none transition-colors disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0';
const SIZES = { sm: 'h-7 px-2.5 text-sm', md: 'h-8 px-3 text-base' } as const;
const VARIANTS = {
  primary: 'border-transparent bg-accent text-accent-ink enabled:hover:bg-accent-hover hover:bg-accent-hover',
  secondary: 'border-line-strong bg-surface text-ink hover:bg-hover',
  ghost: 'border-transparent bg-transparent text-muted hover:bg-hover hover:text-ink',
  danger: 'border-error/45 bg-surface text-error-text hover:bg-error-soft',
} as const satisfies Record<ButtonVariant, string>;
