import clsx from 'clsx';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { CONTROL } from './control-style.tsx';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  description?: string;
}

export interface SelectProps<Value extends string> {
  value: Value;
  options: readonly SelectOption<Value>[];
  onChange: (value: Value) => void;
  /** Names the control when no visible label does. */
  label?: string;
  id?: string;
  size?: 'sm' | 'md';
  disabled?: boolean;
  className?: string;
}

export function Select<Value extends string>({
  value,
  options,
  onChange,
  label,
  id,
  size = 'md',
  disabled = false,
  className,
}: SelectProps<Value>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as Value)} disabled={disabled}>
      <Radix.Trigger
        id={id}
        aria-label={label}
        className={clsx(
          CONTROL,
          'inline-flex items-center justify-between gap-2 text-left',
          size === 'sm' ? 'h-7 px-2 !text-sm' : 'h-8 px-2.5',
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value />
        </span>
        <ChevronDown className="size-4 shrink-0 text-muted" aria-hidden />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="float-in z-50 max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden rounded border border-line bg-raised p-1 shadow-float"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Option key={option.value} option={option} />
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Option<Value extends string>({ option }: { option: SelectOption<Value> }) {
  return (
    <Radix.Item
      value={option.value}
      className="flex cursor-pointer items-start gap-2 rounded-sm py-1.5 pr-3 pl-2 text-sm outline-none select-none data-highlighted:bg-hover"
    >
      <span className="flex size-4 items-center pt-0.5 text-accent-text">
        <Radix.ItemIndicator>
          <Check className="size-4" aria-hidden />
        </Radix.ItemIndicator>
      </span>
      <span>
        <Radix.ItemText>{option.label}</Radix.ItemText>
        {option.description === undefined ? null : (
          <span className="block text-xs text-muted">{option.description}</span>
        )}
      </span>
    </Radix.Item>
  );
}
