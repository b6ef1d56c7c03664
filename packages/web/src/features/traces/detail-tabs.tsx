import type { ReactNode } from 'react';
import { Tabs, type Tab } from '#ui/tabs';

export interface DetailTab extends Tab<string> {
  content: () => ReactNode;
}

export interface DetailTabsProps {
  tabs: readonly DetailTab[];
  /** Tab named by the URL; the first one when it names none of these. */
  value: string | undefined;
  onChange: (value: string) => void;
}

/** Tabs over a scrolling content; only the current one is drawn. */
export function DetailTabs({ tabs, value, onChange }: DetailTabsProps) {
  const current = tabs.find((tab) => tab.value === value) ?? tabs[0];
  if (current === undefined) return null;
  return (
    <Tabs
      label="Details"
      value={current.value}
      onChange={onChange}
      tabs={tabs}
      className="flex min-h-0 flex-1 flex-col [&>div:first-child]:shrink-0 [&>div:first-child]:px-3 [&>[role=tabpanel]]:min-h-0 [&>[role=tabpanel]]:flex-1 [&>[role=tabpanel]]:overflow-y-auto"
    >
      <div className="flex min-w-0 flex-col gap-4 p-4">{current.content()}</div>
    </Tabs>
  );
}
