import { useNavigate } from '@tanstack/react-router';
import { Building2, ChevronsUpDown, Plus } from 'lucide-react';
import { Fragment } from 'react';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '#ui/dropdown-menu';
import { TidemarkMark } from '#ui/tidemark-mark';
import { useSession } from '#lib/session';
import { useCurrentProject } from './use-current-project.ts';

export function ProjectSwitcher({ collapsed }: { collapsed: boolean }) {
  const { organizations } = useSession();
  const project = useCurrentProject();
  const navigate = useNavigate();
  const go = (projectId: string): void => void navigate({ to: '/project/$projectId', params: { projectId } });
  return (
    <DropdownMenu
      className="w-64"
      trigger={
        <button
          type="button"
          aria-label={collapsed ? `Project: ${project?.name ?? 'none'}` : undefined}
          className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded px-1.5 text-left hover:bg-hover"
        >
          <TidemarkMark className="size-6 shrink-0" />
          {collapsed ? null : (
            <>
              <span className="min-w-0 flex-1">
                <span className="block truncate text-sm leading-4 font-semibold">{project?.name ?? 'Tidemark'}</span>
                <span className="block truncate text-xs leading-4 text-muted">
                  {project?.organization.name ?? 'No project yet'}
                </span>
              </span>
              <ChevronsUpDown className="size-4 shrink-0 text-faint" aria-hidden />
            </>
          )}
        </button>
      }
    >
      {organizations.map((organization) => (
        <Fragment key={organization.id}>
          <MenuLabel>{organization.name}</MenuLabel>
          {organization.projects.map(({ id, name }) => (
            <MenuItem key={id} checked={id === project?.id} onSelect={() => go(id)}>
              {name}
            </MenuItem>
          ))}
          <MenuItem
            icon={Building2}
            onSelect={() =>
              void navigate({ to: '/organization/$organizationId', params: { organizationId: organization.id } })
            }
          >
            Organization settings
          </MenuItem>
          <MenuSeparator />
        </Fragment>
      ))}
      <MenuItem icon={Plus} onSelect={() => void navigate({ to: '/new-project' })}>
        New project
      </MenuItem>
    </DropdownMenu>
  );
}
