import clsx from 'clsx';
import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';

export interface CheckboxProps extends Omit<ComponentProps<typeof Radix.Root>, 'onChange'> {
  /** Names the box when no visible label does. */
  label?: string;
}

export function Checkbox({ label, className, ...rest }: CheckboxProps) {
  return (
    <Radix.Root
      aria-label={label}
      {...rest}
      className={clsx(
        'inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-control bg-surface text-accent-ink transition-colors hover:border-muted data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent disabled:opacity-50',
        className,
      )}
    >
      <Radix.Indicator>
        {rest.checked === 'indeterminate' ? (
          <Minus className="size-3" strokeWidth={3} aria-hidden />
        ) : (
          <Check className="size-3" strokeWidth={3} aria-hidden />
        )}
      </Radix.Indicator>
    </Radix.Root>
  );
}
