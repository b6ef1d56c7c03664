/**
 * Keys of programs. A pair opens one project, or an organization's own affairs; the public half alone may only send
 * scores. The secret half is shown once and kept as a keyed hash. Every request with a key is authenticated here,
 * from memory when possible. A revocation, and a suspension of all keys of a project, answers only when every process
 * has dropped what it remembered of them: no request that begins later is let in.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';

export { ensureInitialProject } from './ensure-initial-project.ts';
export { createKeyAuthenticator } from './key-authenticator.ts';
export type { KeyAuthenticator } from './key-authenticator.ts';
export { keyActor, openKey } from './open-key.ts';
export { forgetKeysOfOrganization, forgetKeysOfProject } from './forget-keys.ts';
export { deleteKeysOfOrganization as eraseKeysOfOrganization } from './store/api-keys.sql.ts';
export { replaceProjectKeys } from './replace-project-keys.ts';
export { refuseByProjectState } from './refuse-by-project-state.ts';
export { apiKeysRouter } from './trpc.ts';

export const apiKeys = feature({
  name: 'api-keys',
  owns: { postgres: ['api_keys'] },
  notTrashable: { api_keys: 'a revoked key must never open anything again; a new one takes a moment' },
  notExported: {
    api_keys: 'secrets of this instance; a key opens nothing anywhere else',
  },
  eraseProject,
});
