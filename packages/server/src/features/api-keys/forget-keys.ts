import type { Engines } from '#kernel/ctx';
import { API_KEYS_CHANGED } from './key-cache.ts';

/** Resolves when every process has dropped the key; to be called after the commit. */
export function forgetKey({ barrier }: Pick<Engines, 'barrier'>, publicKey: string): Promise<void> {
  return barrier.raise(API_KEYS_CHANGED, `key:${publicKey}`);
}

/** Resolves when every process has dropped all keys of the project; to be called after the commit. */
export function forgetKeysOfProject({ barrier }: Pick<Engines, 'barrier'>, projectId: string): Promise<void> {
  return barrier.raise(API_KEYS_CHANGED, `project:${projectId}`);
}

/** Resolves when every process has dropped the keys of the organization itself; to be called after the commit. */
export function forgetKeysOfOrganization({ barrier }: Pick<Engines, 'barrier'>, organizationId: string): Promise<void> {
  return barrier.raise(API_KEYS_CHANGED, `organization:${organizationId}`);
}
