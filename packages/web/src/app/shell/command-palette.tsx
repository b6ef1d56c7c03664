import { useNavigate, useRouter } from '@tanstack/react-router';
import { Command } from 'cmdk';
import {
  Building2,
  CircleHelp,
  Clock,
  FolderOpen,
  Hash,
  Moon,
  Plus,
  Search,
  ServerCog,
  Sun,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { Kbd } from '#ui/kbd';
import { readRecent } from '#lib/recent';
import { useSession, type CurrentProject } from '#lib/session';
import { useTheme } from '#lib/theme';
import { navigationOf } from './navigation.ts';
import { useCurrentProject } from './use-current-project.ts';

/** Everything that can be reached, by typing. A trace's id that was pasted opens its page. */
export function CommandPalette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const [query, setQuery] = useState('');
  const project = useCurrentProject();
  const act = (run: () => void) => (): void => {
    onClose();
    run();
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fade-in fixed inset-0 z-40 bg-overlay" />
        <Radix.Content
          data-modal
          aria-describedby={undefined}
          className="float-in fixed top-[12vh] left-1/2 z-40 w-[min(600px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded border border-line bg-raised shadow-float"
        >
          <Radix.Title className="sr-only">Go anywhere</Radix.Title>
          <Command label="Go anywhere" loop>
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search className="size-4 shrink-0 text-muted" aria-hidden />
              <Command.Input
                autoFocus
                value={query}
                onValueChange={setQuery}
                placeholder="Go to a page, a project, a trace by its id…"
                className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint"
              />
              <Kbd keys="escape" />
            </div>
            <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-sm text-muted">
                Nothing is called that. Paste a trace’s id to open it.
              </Command.Empty>
              {project === null ? null : <ProjectItems project={project} query={query.trim()} act={act} />}
              <OtherItems act={act} onHelp={onHelp} />
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const SETTINGS = [
  { tab: 'general', label: 'general' },
  { tab: 'members', label: 'members' },
  { tab: 'keys', label: 'API keys' },
  { tab: 'data', label: 'data, retention, masking' },
  { tab: 'audit', label: 'audit log' },
] as const;

type Act = (run: () => void) => () => void;

function ProjectItems({ project, query, act }: { project: CurrentProject; query: string; act: Act }) {
  const projectId = project.id;
  const navigate = useNavigate();
  return (
    <>
      {/^[\w-]{16,}$/.test(query) ? (
        <Group heading="By id">
          <Item
            icon={Hash}
            value={`trace ${query}`}
            onSelect={act(
              () => void navigate({ to: '/project/$projectId/traces/$traceId', params: { projectId, traceId: query } }),
            )}
          >
            Open trace <span className="font-mono text-xs">{query}</span>
          </Item>
        </Group>
      ) : null}
      <Group heading="This project">
        {navigationOf(project)
          .flat()
          .map(({ to, label, icon, shortcut }) => (
            <Item
              key={to}
              icon={icon}
              value={`${label} page`}
              onSelect={act(() => void navigate({ to, params: { projectId } }))}
              {...(shortcut === undefined ? {} : { shortcut })}
            >
              {label}
            </Item>
          ))}
        {SETTINGS.map(({ tab, label }) => (
          <Item
            key={tab}
            icon={Hash}
            value={`settings ${label}`}
            onSelect={act(
              () => void navigate({ to: '/project/$projectId/settings', params: { projectId }, search: { tab } }),
            )}
          >
            Settings: {label}
          </Item>
        ))}
      </Group>
    </>
  );
}

function OtherItems({ act, onHelp }: { act: Act; onHelp: () => void }) {
  const { organizations, user } = useSession();
  const { dark, choose } = useTheme();
  const navigate = useNavigate();
  const { history } = useRouter();
  const [recent] = useState(readRecent);
  return (
    <>
      {recent.length === 0 ? null : (
        <Group heading="Recent">
          {recent.map(({ href, title }) => (
            <Item key={href} icon={Clock} value={`recent ${title} ${href}`} onSelect={act(() => history.push(href))}>
              {title}
            </Item>
          ))}
        </Group>
      )}
      <Group heading="Projects">
        {organizations.flatMap((organization) =>
          organization.projects.map(({ id, name }) => (
            <Item
              key={id}
              icon={FolderOpen}
              value={`project ${organization.name} ${name} ${id}`}
              onSelect={act(() => void navigate({ to: '/project/$projectId', params: { projectId: id } }))}
            >
              {name} <span className="text-muted">in {organization.name}</span>
            </Item>
          )),
        )}
        <Item icon={Plus} value="new project" onSelect={act(() => void navigate({ to: '/new-project' }))}>
          New project
        </Item>
      </Group>
      <Group heading="You and your organizations">
        {organizations.map(({ id, name }) => (
          <Item
            key={id}
            icon={Building2}
            value={`organization ${name} settings members`}
            onSelect={act(() => void navigate({ to: '/organization/$organizationId', params: { organizationId: id } }))}
          >
            Organization {name}
          </Item>
        ))}
        <Item icon={UserRound} value="account password" onSelect={act(() => void navigate({ to: '/account' }))}>
          Account
        </Item>
        {user.instanceAdmin ? (
          <Item icon={ServerCog} value="instance admin deletions" onSelect={act(() => void navigate({ to: '/admin' }))}>
            Instance
          </Item>
        ) : null}
        <Item icon={dark ? Sun : Moon} value="theme dark light" onSelect={act(() => choose(dark ? 'light' : 'dark'))}>
          {dark ? 'Light theme' : 'Dark theme'}
        </Item>
        <Item icon={CircleHelp} value="keyboard shortcuts help" onSelect={act(onHelp)} shortcut="?">
          Keyboard shortcuts
        </Item>
      </Group>
    </>
  );
}

const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
  >
    {children}
  </Command.Group>
);

interface ItemProps {
  icon: LucideIcon;
  value: string;
  onSelect: () => void;
  shortcut?: string;
  children: ReactNode;
}

const Item = ({ icon: Icon, value, onSelect, shortcut, children }: ItemProps) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="flex h-9 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 text-base data-[selected=true]:bg-selected"
  >
    <Icon className="size-4 shrink-0 text-muted" aria-hidden />
    <span className="min-w-0 flex-1 truncate">{children}</span>
    {shortcut === undefined ? null : <Kbd keys={shortcut} />}
  </Command.Item>
);
