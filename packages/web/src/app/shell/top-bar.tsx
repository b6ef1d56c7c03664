import { Link } from '@tanstack/react-router';
import { ChevronRight, CircleHelp, Menu, Moon, Search, Sun } from 'lucide-react';
import { IconButton } from '#ui/icon-button';
import { Kbd } from '#ui/kbd';
import { useTheme } from '#lib/theme';
import { EnvironmentPicker } from './environment-picker.tsx';
import { TimeRangePicker } from './time-range-picker.tsx';
import { useCurrentProject } from './use-current-project.ts';
import { usePage } from './use-page.ts';

export interface TopBarProps {
  /** Opens the sidebar's sheet; null where the sidebar is in view. */
  onMenu: (() => void) | null;
  onSearch: () => void;
  onHelp: () => void;
}

export function TopBar({ onMenu, onSearch, onHelp }: TopBarProps) {
  const { scoped = false } = usePage();
  const { dark, choose } = useTheme();
  return (
    <header className="flex min-h-(--topbar) shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-canvas px-3">
      {onMenu === null ? null : (
        <IconButton icon={Menu} label="Open the navigation" className="-ml-1.5" onClick={onMenu} />
      )}
      <Breadcrumb />
      {scoped ? (
        <div className="flex items-center gap-2 max-md:order-last max-md:w-full max-md:pb-2">
          <EnvironmentPicker />
          <TimeRangePicker />
        </div>
      ) : null}
      <button
        type="button"
        onClick={onSearch}
        className="flex h-8 items-center gap-2 rounded border border-line-strong bg-surface px-2.5 text-sm text-muted hover:bg-hover max-md:size-8 max-md:justify-center max-md:border-transparent max-md:bg-transparent max-md:px-0"
      >
        <Search className="size-4" aria-hidden />
        <span className="sr-only">Search and go anywhere</span>
        <span aria-hidden className="max-md:hidden">
          <Kbd keys="mod+k" />
        </span>
      </button>
      <span className="flex max-md:hidden">
        <IconButton
          icon={dark ? Sun : Moon}
          label={dark ? 'Light theme' : 'Dark theme'}
          onClick={() => choose(dark ? 'light' : 'dark')}
        />
        <IconButton icon={CircleHelp} label="Keyboard shortcuts" shortcut="?" onClick={onHelp} />
      </span>
    </header>
  );
}

function Breadcrumb() {
  const project = useCurrentProject();
  const { title, item, ofProject } = usePage();
  const list = title === 'Traces' ? '/project/$projectId/traces' : '/project/$projectId/sessions';
  return (
    <nav aria-label="Breadcrumb" className="flex min-w-0 flex-1 items-center gap-1 text-base">
      {project === null || !ofProject ? null : (
        <>
          <Link
            to="/project/$projectId"
            params={{ projectId: project.id }}
            className="min-w-0 truncate text-muted hover:text-ink max-md:hidden"
          >
            {project.name}
          </Link>
          <ChevronRight className="size-4 shrink-0 text-faint max-md:hidden" aria-hidden />
        </>
      )}
      {item === null || project === null ? (
        <h1 className="min-w-0 truncate font-semibold">{title}</h1>
      ) : (
        <>
          <Link to={list} params={{ projectId: project.id }} className="shrink-0 text-muted hover:text-ink">
            {title}
          </Link>
          <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden />
          <span className="min-w-0 truncate font-mono text-sm">{item}</span>
        </>
      )}
    </nav>
  );
}
