import { Switch as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';

export interface SwitchProps extends ComponentProps<typeof Radix.Root> {
  label?: string;
}

export function Switch({ label, ...rest }: SwitchProps) {
  return (
    <Radix.Root
      aria-label={label}
      {...rest}
      className="relative inline-flex h-[18px] w-8 shrink-0 items-center rounded-full border border-control bg-sunken transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-50"
    >
      <Radix.Thumb className="block size-3 translate-x-[3px] rounded-full bg-muted transition-transform data-[state=checked]:translate-x-[15px] data-[state=checked]:bg-accent-ink" />
    </Radix.Root>
  );
}
