import {
  ACCOUNT_PERMISSIONS,
  INSTANCE_PERMISSIONS,
  KEY_PERMISSIONS,
  mayKey,
  mayRole,
  ORGANIZATION_PERMISSIONS,
  PROJECT_PERMISSIONS,
  ROLES,
} from '../../packages/server/src/domain/permissions.ts';
import type { KeyScope, Permission } from '../../packages/server/src/domain/permissions.ts';
import { generatedFrom, table } from './markdown.ts';

const KEYS = Object.keys(KEY_PERMISSIONS) as KeyScope[];

export function permissionsDoc(): string {
  return `${generatedFrom('packages/server/src/domain/permissions.ts')}

# Permissions

A person has one role in an organization and may be given another in a project, which then counts there, even when it is
lower. \`NONE\` is a member of the organization who sees no project unless given a role in it. Keys have no role: a
\`project\` key opens one project, an \`organization\` key the affairs of an organization, and the \`public\` half of a
project's pair alone, as a browser may hold it, only sends scores.

## In a project

${matrix(PROJECT_PERMISSIONS)}

## In an organization

${matrix(ORGANIZATION_PERMISSIONS)}

## Outside of any organization

${matrix(ACCOUNT_PERMISSIONS)}

## Of the whole instance

No role and no key gives these: people who are admins of the instance have them, the first of whom is its first person,
and whoever holds \`ADMIN_API_KEY\`.

${matrix(INSTANCE_PERMISSIONS)}
`;
}

function matrix(permissions: Record<string, unknown>): string {
  const mark = (yes: boolean) => (yes ? '✓' : '');
  const rows = (Object.keys(permissions) as Permission[]).map((permission) => [
    `\`${permission}\``,
    ...ROLES.map((role) => mark(mayRole(role, permission))),
    ...KEYS.map((key) => mark(mayKey(key, permission))),
  ]);
  return table(['Permission', ...ROLES, ...KEYS.map((key) => `${key} key`)], rows);
}
