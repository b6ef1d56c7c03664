import { describe, expect, test } from 'vitest';
import type { Permission, Role } from './permissions.ts';
import {
  effectiveRole,
  INSTANCE_PERMISSIONS,
  isAtLeast,
  KEY_PERMISSIONS,
  mayGrant,
  mayKey,
  mayRole,
  PERMISSIONS,
  permissionsOfRole,
  ROLES,
} from './permissions.ts';

/** Written out a second time on purpose: the lowest role that holds each permission. */
const LOWEST_ROLE: Record<Permission, Role | null> = {
  'account:self': 'NONE',
  'organizations:create': 'NONE',
  'instance:admin': null,
  'organization:read': 'NONE',
  'organization:update': 'ADMIN',
  'organization:delete': 'OWNER',
  'organizationMembers:read': 'MEMBER',
  'organizationMembers:write': 'ADMIN',
  'organizationApiKeys:read': 'OWNER',
  'organizationApiKeys:write': 'OWNER',
  'organizationWebhooks:read': 'ADMIN',
  'organizationWebhooks:write': 'ADMIN',
  'projects:create': 'ADMIN',
  'organizationTrash:read': 'ADMIN',
  'auditLog:read': 'ADMIN',
  'project:read': 'VIEWER',
  'project:update': 'ADMIN',
  'project:delete': 'OWNER',
  'project:restore': 'ADMIN',
  'projectMembers:read': 'MEMBER',
  'projectMembers:write': 'ADMIN',
  'apiKeys:read': 'MEMBER',
  'apiKeys:write': 'ADMIN',
  'traces:read': 'VIEWER',
  'traces:write': 'MEMBER',
  'traces:delete': 'ADMIN',
  'scores:read': 'VIEWER',
  'scores:write': 'MEMBER',
  'scores:delete': 'MEMBER',
  'models:read': 'VIEWER',
  'models:write': 'ADMIN',
  'prompts:read': 'VIEWER',
  'prompts:write': 'MEMBER',
  'protectedPromptLabels:write': 'ADMIN',
  'analyticsSyncs:read': 'MEMBER',
  'analyticsSyncs:write': 'ADMIN',
  'metrics:read': 'VIEWER',
  'exports:read': 'VIEWER',
  'exports:create': 'MEMBER',
  'projectAuditLog:read': 'ADMIN',
  'trash:read': 'MEMBER',
  'trash:restore': 'ADMIN',
  'trash:purge': 'OWNER',
  'retention:write': 'OWNER',
  'subjects:erase': 'OWNER',
  'masking:write': 'ADMIN',
  'ingestion:repair': 'ADMIN',
  'blobExports:read': 'MEMBER',
  'blobExports:write': 'ADMIN',
  'archives:read': 'ADMIN',
  'archives:write': 'ADMIN',
  'archives:import': 'ADMIN',
  'telemetry:write': null,
};

describe('roles', () => {
  test.each(PERMISSIONS)('%s is held by its lowest role and everyone above, by nobody below', (permission) => {
    const lowest = LOWEST_ROLE[permission];
    for (const role of ROLES) expect(mayRole(role, permission)).toBe(lowest !== null && isAtLeast(role, lowest));
  });

  test('a higher role may do everything that a lower one may', () => {
    for (let rank = 1; rank < ROLES.length; rank++)
      expect(permissionsOfRole(ROLES[rank - 1]!)).toEqual(expect.arrayContaining(permissionsOfRole(ROLES[rank]!)));
  });

  test('every permission is held by a role or by a key, or only by admins of the instance', () => {
    const held = new Set<Permission>([...ROLES.flatMap(permissionsOfRole), ...Object.values(KEY_PERMISSIONS).flat()]);
    expect([...held, ...Object.keys(INSTANCE_PERMISSIONS)].toSorted()).toEqual(PERMISSIONS.toSorted());
  });

  test('an explicit project role counts instead of the organization role, also when it is lower', () => {
    expect(effectiveRole({ organization: 'MEMBER' })).toBe('MEMBER');
    expect(effectiveRole({ organization: 'MEMBER', project: null })).toBe('MEMBER');
    expect(effectiveRole({ organization: 'OWNER', project: 'VIEWER' })).toBe('VIEWER');
    expect(effectiveRole({ organization: 'NONE', project: 'ADMIN' })).toBe('ADMIN');
  });

  test('nobody grants a role above their own or demotes someone above them', () => {
    expect(mayGrant({ own: 'ADMIN', granted: 'OWNER' })).toBe(false);
    expect(mayGrant({ own: 'ADMIN', granted: 'ADMIN' })).toBe(true);
    expect(mayGrant({ own: 'ADMIN', granted: 'VIEWER', current: 'OWNER' })).toBe(false);
    expect(mayGrant({ own: 'OWNER', granted: 'NONE', current: 'OWNER' })).toBe(true);
  });
});

describe('keys', () => {
  test('the public half of a pair only scores', () => {
    expect(PERMISSIONS.filter((permission) => mayKey('public', permission))).toEqual(['scores:write']);
  });

  test('a project key sends and reads telemetry and changes neither members, keys nor the project', () => {
    expect(mayKey('project', 'telemetry:write')).toBe(true);
    expect(mayKey('project', 'traces:read')).toBe(true);
    for (const permission of ['project:update', 'project:delete', 'apiKeys:write', 'projectMembers:write'] as const)
      expect(mayKey('project', permission)).toBe(false);
  });

  test('an organization key administers projects and reads no telemetry', () => {
    expect(mayKey('organization', 'projects:create')).toBe(true);
    for (const permission of ['traces:read', 'telemetry:write', 'scores:write'] as const)
      expect(mayKey('organization', permission)).toBe(false);
  });
});
