import { ACCOUNT_PERMISSIONS } from '#domain/permissions';
import type { Permission } from '#domain/permissions';
import type { Actor } from '#kernel/ctx';

export interface ActingUser {
  id: string;
  email: string;
  sessionId?: string;
}

/** A signed-in person outside of any organization: may do what everybody may. */
export function openAccount(user: ActingUser): { actor: Actor } {
  return { actor: userActor(user, () => false) };
}

/** A signed-in person within a scope, where `may` answers for the permissions of that scope. */
export function userActor(user: ActingUser, may: (permission: Permission) => boolean): Actor {
  return {
    kind: 'user',
    id: user.id,
    name: user.email,
    ...(user.sessionId === undefined ? {} : { sessionId: user.sessionId }),
    may: (permission) => permission in ACCOUNT_PERMISSIONS || may(permission),
  };
}
