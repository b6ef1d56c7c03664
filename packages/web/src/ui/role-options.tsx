/** Roles as people choose them, highest first, each with what it lets its bearer do. */
export const ROLE_OPTIONS = [
  { value: 'OWNER', label: 'Owner', description: 'Everything, also deleting and organization keys' },
  { value: 'ADMIN', label: 'Admin', description: 'Settings, members, keys, deleting traces' },
  { value: 'MEMBER', label: 'Member', description: 'Reads everything, scores and edits prompts' },
  { value: 'VIEWER', label: 'Viewer', description: 'Reads' },
  { value: 'NONE', label: 'None', description: 'No access, unless a project gives some' },
] as const;

export type RoleName = (typeof ROLE_OPTIONS)[number]['value'];
