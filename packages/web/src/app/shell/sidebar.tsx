import { Link, useRouterState } from '@tanstack/react-router';
import clsx from 'clsx';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { IconButton } from '#ui/icon-button';
import { Tooltip } from '#ui/tooltip';
import { navigationOf, type NavigationItem } from './navigation.ts';
import { ProjectSwitcher } from './project-switcher.tsx';
import { useCurrentProject } from './use-current-project.ts';
import { UserMenu } from './user-menu.tsx';

export interface SidebarProps {
  collapsed: boolean;
  /** Null where it cannot be collapsed: in the sheet of a phone. */
  onCollapse: (() => void) | null;
}

export function Sidebar({ collapsed, onCollapse }: SidebarProps) {
  const project = useCurrentProject();
  return (
    <nav
      aria-label="Main"
      className={clsx(
        'flex h-full shrink-0 flex-col border-r border-line bg-canvas',
        onCollapse === null ? 'w-full' : collapsed ? 'w-13' : 'w-(--sidebar)',
      )}
    >
      <div className="flex h-(--topbar) shrink-0 items-center px-2">
        <ProjectSwitcher collapsed={collapsed} />
      </div>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-2 py-2">
        {project === null
          ? null
          : navigationOf(project).map((group, index) => (
              <ul key={index} className={clsx('flex flex-col gap-px', index > 0 && 'border-t border-line pt-3')}>
                {group.map((item) => (
                  <li key={item.to}>
                    <NavigationLink item={item} projectId={project.id} collapsed={collapsed} />
                  </li>
                ))}
              </ul>
            ))}
      </div>
      <div
        className={clsx(
          'flex shrink-0 gap-1 border-t border-line p-2',
          collapsed ? 'flex-col items-center' : 'items-center',
        )}
      >
        <UserMenu collapsed={collapsed} />
        {onCollapse === null ? null : (
          <IconButton
            icon={collapsed ? PanelLeftOpen : PanelLeftClose}
            label={collapsed ? 'Widen the sidebar' : 'Collapse the sidebar'}
            onClick={onCollapse}
          />
        )}
      </div>
    </nav>
  );
}

function NavigationLink({
  item,
  projectId,
  collapsed,
}: {
  item: NavigationItem;
  projectId: string;
  collapsed: boolean;
}) {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const href = item.to.replace('$projectId', projectId);
  const here =
    item.to === '/project/$projectId'
      ? pathname.replace(/\/$/, '') === href
      : pathname === href || pathname.startsWith(`${href}/`);
  const { icon: Icon } = item;
  const link = (
    <Link
      to={item.to}
      params={{ projectId }}
      aria-current={here ? 'page' : undefined}
      aria-label={collapsed ? item.label : undefined}
      className={clsx(
        'flex h-8 items-center gap-2.5 rounded px-2.5 text-sm font-medium max-md:h-10',
        here ? 'bg-selected text-accent-text' : 'text-muted hover:bg-hover hover:text-ink',
        collapsed && 'justify-center px-0!',
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      {collapsed ? null : item.label}
    </Link>
  );
  if (!collapsed) return link;
  return (
    <Tooltip text={item.label} side="right" {...(item.shortcut === undefined ? {} : { shortcut: item.shortcut })}>
      {link}
    </Tooltip>
  );
}
