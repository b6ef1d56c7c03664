import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab<Value extends string> {
  value: Value;
  label: ReactNode;
  /** A number after the label. */
  count?: number;
}

export interface TabsProps<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly Tab<Value>[];
  label: string;
  /** The content of the current tab. */
  children?: ReactNode;
  /** Buttons at the right end of the row. */
  actions?: ReactNode;
  className?: string;
}

export function Tabs<Value extends string>({
  value,
  onChange,
  tabs,
  label,
  children,
  actions,
  className,
}: TabsProps<Value>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as Value)} className={className}>
      <div className="flex items-center border-b border-line">
        <Radix.List aria-label={label} className="flex min-w-0 flex-1 gap-4 overflow-x-auto px-1">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium text-muted -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="rounded-full bg-sunken px-1.5 text-xs text-muted">{tab.count}</span>
              )}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {actions}
      </div>
      <Radix.Content value={value} className="outline-none" tabIndex={-1}>
        {children}
      </Radix.Content>
    </Radix.Root>
  );
}
