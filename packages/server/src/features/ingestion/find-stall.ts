import type { Engines } from '#kernel/ctx';
import { readConsumption } from './store/waiting.sql.ts';
import type { Consumption } from './store/waiting.sql.ts';

export const STALL_AFTER_MS = 120_000;

/**
 * Why consumption counts as stalled, or null: something waits for two minutes, and nothing at all was stored meanwhile.
 * A long backlog that is being worked off is late, not stalled; a process that just began has two minutes to show it.
 */
export async function findStall({ db }: Pick<Engines, 'db'>, consumingForMs: number): Promise<string | null> {
  return stallOf(await readConsumption(db), consumingForMs);
}

export function stallOf(consumption: Consumption, consumingForMs: number): string | null {
  const { waiting, oldestWaitingMs, lastCommitMs } = consumption;
  const idleMs = Math.min(oldestWaitingMs, lastCommitMs ?? Infinity, consumingForMs);
  if (waiting === 0 || idleMs < STALL_AFTER_MS) return null;
  const seconds = Math.round(oldestWaitingMs / 1000);
  const segments = waiting === 1 ? '1 segment waits' : `${waiting} segments wait`;
  return `ingestion (${segments}, the oldest for ${seconds} s, and none was stored for ${Math.round(idleMs / 1000)} s)`;
}
