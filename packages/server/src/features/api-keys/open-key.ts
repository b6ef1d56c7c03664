import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import { AppError } from '#domain/errors';
import { mayKey } from '#domain/permissions';
import type { Actor } from '#kernel/ctx';
import type { KeyIdentity } from './key-authenticator.ts';

/** Who acts when a request came with this key. */
export function keyActor(key: KeyIdentity): Actor {
  return { kind: 'api-key', id: key.keyId, name: key.publicKey, may: (permission) => mayKey(key.scope, permission) };
}

/** The scope that a project's key opens; a key of an organization is refused. */
export function openKey(key: KeyIdentity): { actor: Actor; organizationId: OrganizationId; projectId: ProjectId } {
  if (key.projectId === null) {
    throw new AppError('forbidden', 'Project ID not found for API token. Are you using an organization key?');
  }
  return {
    actor: keyActor(key),
    organizationId: OrganizationId.parse(key.organizationId),
    projectId: ProjectId.parse(key.projectId),
  };
}
