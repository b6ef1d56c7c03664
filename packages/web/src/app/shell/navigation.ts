import {
  FileDown,
  HeartPulse,
  House,
  ListTree,
  MessagesSquare,
  Rocket,
  Settings,
  Trash2,
  type LucideIcon,
} from 'lucide-react';

export interface NavigationItem {
  /** Route below a project. */
  to:
    | '/project/$projectId'
    | '/project/$projectId/traces'
    | '/project/$projectId/sessions'
    | '/project/$projectId/data-health'
    | '/project/$projectId/exports'
    | '/project/$projectId/trash'
    | '/project/$projectId/getting-started'
    | '/project/$projectId/settings';
  label: string;
  icon: LucideIcon;
  shortcut?: string;
  /** Shown to those who have it; without one to everybody. */
  permission?: string;
}

/** What the sidebar, the palette and the shortcuts offer the reader of a project. */
export const navigationOf = ({ may }: { may: (permission: string) => boolean }) =>
  NAVIGATION.map((group) => group.filter(({ permission }) => permission === undefined || may(permission)));

/** The pages of a project, in groups, in the order of the sidebar. Only what exists is here. */
export const NAVIGATION: readonly (readonly NavigationItem[])[] = [
  [
    { to: '/project/$projectId', label: 'Home', icon: House, shortcut: 'g h' },
    { to: '/project/$projectId/traces', label: 'Traces', icon: ListTree, shortcut: 'g t' },
    { to: '/project/$projectId/sessions', label: 'Sessions', icon: MessagesSquare, shortcut: 'g s' },
  ],
  [
    { to: '/project/$projectId/data-health', label: 'Data health', icon: HeartPulse, shortcut: 'g d' },
    {
      to: '/project/$projectId/exports',
      label: 'Exports',
      icon: FileDown,
      shortcut: 'g e',
      permission: 'exports:read',
    },
    { to: '/project/$projectId/trash', label: 'Trash', icon: Trash2, shortcut: 'g x', permission: 'trash:read' },
  ],
  [
    { to: '/project/$projectId/getting-started', label: 'Getting started', icon: Rocket, shortcut: 'g g' },
    { to: '/project/$projectId/settings', label: 'Settings', icon: Settings, shortcut: 'g p' },
  ],
];
