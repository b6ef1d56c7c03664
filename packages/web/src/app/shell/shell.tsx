import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { Sheet } from '#ui/sheet';
import { useShortcuts } from '#lib/keyboard';
import { readStored, writeStored } from '#lib/stored';
import { usePhone } from '#lib/use-media';
import { CommandPalette } from './command-palette.tsx';
import { ShortcutsHelp } from './shortcuts-help.tsx';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';
import { useGoShortcuts } from './use-go-shortcuts.ts';
import { useVisits } from './use-visits.ts';

/** Sidebar, top bar and palette around every page of a signed-in person. */
export function Shell({ children }: { children: ReactNode }) {
  const [collapsed, setCollapsed] = useState(() => readStored('sidebar') === 'collapsed');
  const [sheet, setSheet] = useState(false);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const phone = usePhone();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setSheet(false), [pathname]);
  useVisits();
  useGoShortcuts();
  useShortcuts({ 'mod+k': () => setPalette(true), '?': () => setHelp(true) });
  const collapse = (): void => {
    writeStored('sidebar', collapsed ? null : 'collapsed');
    setCollapsed(!collapsed);
  };
  return (
    <div className="flex h-full">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-raised focus:px-3 focus:py-1.5 focus:shadow-float"
      >
        Skip to content
      </a>
      {phone ? (
        <Sheet open={sheet} onOpenChange={setSheet} title="Navigation" side="left">
          <Sidebar collapsed={false} onCollapse={null} />
        </Sheet>
      ) : (
        <Sidebar collapsed={collapsed} onCollapse={collapse} />
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          onMenu={phone ? () => setSheet(true) : null}
          onSearch={() => setPalette(true)}
          onHelp={() => setHelp(true)}
        />
        <main id="content" tabIndex={0} className="min-h-0 flex-1 overflow-auto -outline-offset-2">
          {children}
        </main>
      </div>
      {palette ? <CommandPalette onClose={() => setPalette(false)} onHelp={() => setHelp(true)} /> : null}
      <ShortcutsHelp open={help} onOpenChange={setHelp} />
    </div>
  );
}
