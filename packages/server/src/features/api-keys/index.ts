/**
 * Keys of programs. A pair opens one project, or an organization's own affairs; the public half alone may only send
 * scores. The secret half is shown once and kept as a keyed hash. Every request with a key is authenticated here,
 * from memory when possible; a revoked key is refused by this process as soon as the revocation has answered, and by
 * the others as soon as the database has told them.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';

export { ensureInitialProject } from './ensure-initial-project.ts';
export { createKeyAuthenticator } from './key-authenticator.ts';
export type { KeyAuthenticator } from './key-authenticator.ts';
export { keyActor, openKey } from './open-key.ts';
export { apiKeysRouter } from './trpc.ts';

export const apiKeys = feature({ name: 'api-keys', owns: { postgres: ['api_keys'] }, eraseProject });
