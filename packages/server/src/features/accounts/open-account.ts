import { ACCOUNT_PERMISSIONS } from '#domain/permissions';
import type { Permission } from '#domain/permissions';
import type { Actor } from '#kernel/ctx';

/** A signed-in person outside of any organization: may do what everybody may. */
export function openAccount(user: { id: string; email: string }): { actor: Actor } {
  return { actor: userActor(user, () => false) };
}

/** A signed-in person within a scope, where `may` answers for the permissions of that scope. */
export function userActor(user: { id: string; email: string }, may: (permission: Permission) => boolean): Actor {
  return {
    kind: 'user',
    id: user.id,
    name: user.email,
    may: (permission) => permission in ACCOUNT_PERMISSIONS || may(permission),
  };
}
