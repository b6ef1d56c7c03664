import { useSyncExternalStore } from 'react';

/** A key pair as it was answered once. The secret lives in this page's memory only, and goes with it. */
export interface CreatedKey {
  id: string;
  publicKey: string;
  secretKey: string;
}

const created = new Map<string, CreatedKey>();
const listeners = new Set<() => void>();

export function rememberCreatedKey(projectId: string, key: CreatedKey): void {
  created.set(projectId, key);
  for (const listener of listeners) listener();
}

/** The pair made last for the project since this page was loaded. */
export const useCreatedKey = (projectId: string): CreatedKey | null =>
  useSyncExternalStore(subscribe, () => created.get(projectId) ?? null);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
