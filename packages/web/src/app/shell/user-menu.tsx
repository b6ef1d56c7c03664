import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LogOut, Monitor, Moon, ServerCog, Sun, UserRound } from 'lucide-react';
import { signOut } from '#lib/auth';
import { readProblem } from '#lib/app-error';
import { useSession } from '#lib/session';
import { useTheme } from '#lib/theme';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '#ui/dropdown-menu';
import { useToast } from '#ui/toast';

export function UserMenu({ collapsed }: { collapsed: boolean }) {
  const { user } = useSession();
  const { choice, choose } = useTheme();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const leave = async (): Promise<void> => {
    try {
      await signOut();
      queries.clear();
      await navigate({ to: '/sign-in' });
    } catch (error) {
      toast({ tone: 'error', title: 'You are still signed in', detail: readProblem(error).message });
    }
  };
  return (
    <DropdownMenu
      side="top"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={collapsed ? `Account: ${user.email}` : undefined}
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded px-1.5 text-left hover:bg-hover"
        >
          <span
            aria-hidden
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text"
          >
            {(user.name || user.email).slice(0, 1).toUpperCase()}
          </span>
          {collapsed ? null : <span className="min-w-0 flex-1 truncate text-sm">{user.name || user.email}</span>}
        </button>
      }
    >
      <MenuLabel>{user.email}</MenuLabel>
      <MenuItem icon={UserRound} onSelect={() => void navigate({ to: '/account' })}>
        Account
      </MenuItem>
      {user.instanceAdmin ? (
        <MenuItem icon={ServerCog} onSelect={() => void navigate({ to: '/admin' })}>
          Instance
        </MenuItem>
      ) : null}
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      <MenuItem icon={Monitor} checked={choice === 'system'} onSelect={() => choose('system')}>
        As the system
      </MenuItem>
      <MenuItem icon={Sun} checked={choice === 'light'} onSelect={() => choose('light')}>
        Light
      </MenuItem>
      <MenuItem icon={Moon} checked={choice === 'dark'} onSelect={() => choose('dark')}>
        Dark
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={LogOut} onSelect={() => void leave()}>
        Sign out
      </MenuItem>
    </DropdownMenu>
  );
}
