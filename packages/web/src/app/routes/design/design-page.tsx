import { useState, type ReactNode } from 'react';
import { Segmented } from '#ui/segmented';
import { Tabs } from '#ui/tabs';
import { useTheme } from '#lib/theme';
import { useUrlParams } from '#lib/use-url-params';
import { ControlSamples } from './control-samples.tsx';
import { DataSamples } from './data-samples.tsx';
import { FloatSamples } from './float-samples.tsx';
import { TableSample } from './table-sample.tsx';
import { TokenSamples } from './token-samples.tsx';

const TABS = [
  { value: 'tokens', label: 'Tokens' },
  { value: 'controls', label: 'Controls' },
  { value: 'data', label: 'Data' },
  { value: 'float', label: 'Floating' },
  { value: 'table', label: 'Table' },
] as const;

/** Every component in both themes, side by side; the table alone, as it fills a page. Development only. */
export function DesignPage() {
  const [{ tab = 'tokens' }, setParams] = useUrlParams();
  const { choice, choose } = useTheme();
  const themes = (
    <Segmented
      label="Theme of the page"
      value={choice}
      onChange={choose}
      options={[
        { value: 'system', label: 'System' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
    />
  );
  return (
    <main className="flex h-full flex-col">
      <h1 className="sr-only">Design</h1>
      <Tabs
        label="Design"
        value={tab}
        onChange={(next) => setParams({ tab: next })}
        tabs={TABS}
        actions={<span className="px-2">{themes}</span>}
        className="shrink-0 px-2"
      />
      <div className="min-h-0 flex-1 overflow-auto">
        {tab === 'table' ? (
          <TableSample />
        ) : (
          <BothThemes>
            {tab === 'controls' ? (
              <ControlSamples />
            ) : tab === 'data' ? (
              <DataSamples />
            ) : tab === 'float' ? (
              <FloatSamples />
            ) : (
              <TokenSamples />
            )}
          </BothThemes>
        )}
      </div>
    </main>
  );
}

function BothThemes({ children }: { children: ReactNode }) {
  const [themes] = useState(['light', 'dark'] as const);
  return (
    <div className="grid min-h-full lg:grid-cols-2">
      {themes.map((theme) => (
        <div key={theme} data-theme={theme} className="flex flex-col gap-8 bg-canvas p-6 text-ink">
          {children}
        </div>
      ))}
    </div>
  );
}
