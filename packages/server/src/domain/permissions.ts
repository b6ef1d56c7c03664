/** Roles of people, highest first. NONE is a member of the organization who sees no project unless given a role there. */
export const ROLES = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'NONE'] as const;
export type Role = (typeof ROLES)[number];

const OWNER = ['OWNER'] as const;
const ADMINS = ['OWNER', 'ADMIN'] as const;
const MEMBERS = ['OWNER', 'ADMIN', 'MEMBER'] as const;
const VIEWERS = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'] as const;
const EVERYONE = ROLES;
const KEYS_ONLY = [] as const;

/** What every signed-in person may do outside of any organization. */
export const ACCOUNT_PERMISSIONS = {
  'account:self': EVERYONE,
  'organizations:create': EVERYONE,
} as const satisfies Record<string, readonly Role[]>;

/** What no role gives: admins of the instance have it, and its admin key. */
export const INSTANCE_PERMISSIONS = {
  'instance:admin': KEYS_ONLY,
} as const satisfies Record<string, readonly Role[]>;

/** Who may do what within an organization, by the organization role. */
export const ORGANIZATION_PERMISSIONS = {
  'organization:read': EVERYONE,
  'organization:update': ADMINS,
  'organization:delete': OWNER,
  'organizationMembers:read': MEMBERS,
  'organizationMembers:write': ADMINS,
  'organizationApiKeys:read': OWNER,
  'organizationApiKeys:write': OWNER,
  'organizationWebhooks:read': ADMINS,
  'organizationWebhooks:write': ADMINS,
  'projects:create': ADMINS,
  'organizationTrash:read': ADMINS,
  'auditLog:read': ADMINS,
} as const satisfies Record<string, readonly Role[]>;

/** Who may do what within a project, by the effective project role (`effectiveRole`). */
export const PROJECT_PERMISSIONS = {
  'project:read': VIEWERS,
  'project:update': ADMINS,
  'project:delete': OWNER,
  'project:restore': ADMINS,
  'projectMembers:read': MEMBERS,
  'projectMembers:write': ADMINS,
  'apiKeys:read': MEMBERS,
  'apiKeys:write': ADMINS,
  'traces:read': VIEWERS,
  'traces:write': MEMBERS,
  'traces:delete': ADMINS,
  'scores:read': VIEWERS,
  'scores:write': MEMBERS,
  'scores:delete': MEMBERS,
  'models:read': VIEWERS,
  'models:write': ADMINS,
  'prompts:read': VIEWERS,
  'prompts:write': MEMBERS,
  'protectedPromptLabels:write': ADMINS,
  'analyticsSyncs:read': MEMBERS,
  'analyticsSyncs:write': ADMINS,
  'metrics:read': VIEWERS,
  'exports:read': VIEWERS,
  'exports:create': MEMBERS,
  'projectAuditLog:read': ADMINS,
  'trash:read': MEMBERS,
  'trash:restore': ADMINS,
  'trash:purge': OWNER,
  'retention:write': OWNER,
  'subjects:erase': OWNER,
  'masking:write': ADMINS,
  'ingestion:repair': ADMINS,
  'blobExports:read': MEMBERS,
  'blobExports:write': ADMINS,
  'archives:read': ADMINS,
  'archives:write': ADMINS,
  'archives:import': ADMINS,
  'telemetry:write': KEYS_ONLY,
} as const satisfies Record<string, readonly Role[]>;

/** Asked of people in a project that is being deleted, where everything else finds nothing. */
export const IN_DELETED_PROJECTS: ReadonlySet<string> = new Set<keyof typeof PROJECT_PERMISSIONS>(['project:restore']);

export type AccountPermission = keyof typeof ACCOUNT_PERMISSIONS;
export type OrganizationPermission = keyof typeof ORGANIZATION_PERMISSIONS;
export type ProjectPermission = keyof typeof PROJECT_PERMISSIONS;
type InstancePermission = keyof typeof INSTANCE_PERMISSIONS;
export type Permission = AccountPermission | InstancePermission | OrganizationPermission | ProjectPermission;

const MATRIX: Record<Permission, readonly Role[]> = {
  ...ACCOUNT_PERMISSIONS,
  ...INSTANCE_PERMISSIONS,
  ...ORGANIZATION_PERMISSIONS,
  ...PROJECT_PERMISSIONS,
};

export const PERMISSIONS = Object.keys(MATRIX) as Permission[];

/**
 * What a bearer of a key may do. `project` is a key pair of one project, `organization` a key pair of an
 * organization, `public` the public half of a project's pair alone, as a browser holds it.
 */
export const KEY_PERMISSIONS = {
  project: [
    'project:read',
    'telemetry:write',
    'traces:read',
    'traces:write',
    'traces:delete',
    'scores:read',
    'scores:write',
    'scores:delete',
    'trash:read',
    'models:read',
    'models:write',
    'prompts:read',
    'prompts:write',
    'protectedPromptLabels:write',
    'metrics:read',
    'exports:read',
    'exports:create',
    'ingestion:repair',
    'archives:read',
    'archives:write',
    'archives:import',
  ],
  organization: [
    'organization:read',
    'organization:update',
    'organizationMembers:read',
    'organizationMembers:write',
    'organizationApiKeys:read',
    'projects:create',
    'project:read',
    'project:update',
    'project:delete',
    'projectMembers:read',
    'projectMembers:write',
    'apiKeys:read',
    'apiKeys:write',
    'blobExports:read',
    'blobExports:write',
    'auditLog:read',
  ],
  public: ['scores:write'],
} as const satisfies Record<string, readonly Permission[]>;

export type KeyScope = keyof typeof KEY_PERMISSIONS;

/** `role` is the organization role for organization permissions and the effective role for project permissions. */
export function mayRole(role: Role, permission: Permission): boolean {
  return MATRIX[permission].includes(role);
}

export function mayKey(scope: KeyScope, permission: Permission): boolean {
  return (KEY_PERMISSIONS[scope] as readonly Permission[]).includes(permission);
}

/** Everything a role may do: what the web app is given to decide which controls to show. */
export function permissionsOfRole(role: Role): Permission[] {
  return PERMISSIONS.filter((permission) => mayRole(role, permission));
}

/** The role that counts within a project: the explicit one where it was given, even when lower, else the organization's. */
export function effectiveRole(roles: { organization: Role; project?: Role | null | undefined }): Role {
  return roles.project ?? roles.organization;
}

/** True when `role` is at least as powerful as `other`. */
export function isAtLeast(role: Role, other: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(other);
}

/** Nobody grants a role above their own, and nobody changes a person whose role is above their own. */
export function mayGrant(change: { own: Role; granted: Role; current?: Role | null | undefined }): boolean {
  return isAtLeast(change.own, change.granted) && isAtLeast(change.own, change.current ?? 'NONE');
}
