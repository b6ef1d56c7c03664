import { HeartPulse, House, ListTree, MessagesSquare, Rocket, Settings, type LucideIcon } from 'lucide-react';

export interface NavigationItem {
  /** Route below a project. */
  to:
    | '/project/$projectId'
    | '/project/$projectId/traces'
    | '/project/$projectId/sessions'
    | '/project/$projectId/data-health'
    | '/project/$projectId/getting-started'
    | '/project/$projectId/settings';
  label: string;
  icon: LucideIcon;
  shortcut?: string;
}

/** The pages of a project, in groups, in the order of the sidebar. Only what exists is here. */
export const NAVIGATION: readonly (readonly NavigationItem[])[] = [
  [
    { to: '/project/$projectId', label: 'Home', icon: House, shortcut: 'g h' },
    { to: '/project/$projectId/traces', label: 'Traces', icon: ListTree, shortcut: 'g t' },
    { to: '/project/$projectId/sessions', label: 'Sessions', icon: MessagesSquare, shortcut: 'g s' },
  ],
  [{ to: '/project/$projectId/data-health', label: 'Data health', icon: HeartPulse, shortcut: 'g d' }],
  [
    { to: '/project/$projectId/getting-started', label: 'Getting started', icon: Rocket, shortcut: 'g g' },
    { to: '/project/$projectId/settings', label: 'Settings', icon: Settings, shortcut: 'g p' },
  ],
];
