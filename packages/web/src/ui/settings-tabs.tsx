import type { ReactNode } from 'react';
import { Tabs, type Tab } from './tabs.tsx';

export interface SettingsTabsProps {
  title: string;
  tabs: readonly Tab<string>[];
  value: string;
  onChange: (tab: string) => void;
  children: ReactNode;
}

/** The frame of settings pages: a readable column, its parts as tabs. */
export const SettingsTabs = ({ title, tabs, value, onChange, children }: SettingsTabsProps) => (
  <div className="mx-auto max-w-[880px] px-4 py-4">
    <Tabs label={`Settings of ${title}`} tabs={tabs} value={value} onChange={onChange}>
      <div className="flex flex-col gap-4 pt-4">{children}</div>
    </Tabs>
  </div>
);
