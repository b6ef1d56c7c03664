import { sql } from 'kysely';
import type { Engines } from '#kernel/ctx';

/** What does not work, in words; empty when all does. */
export type Troubles = readonly string[];

export interface HealthProbes {
  /** Why the process does not get on with its own work although its databases answer, or null. */
  stalled(): Promise<string | null>;
  /** What needs a person, in words. It is no reason to send this process no requests. */
  alarms(): Promise<readonly string[]>;
}

const DEADLINE_MS = 3000;

/** Asks both databases for an answer, and the workers whether they get on; silence for three seconds counts as none. */
export async function checkHealth(
  { db, ch, clock }: Pick<Engines, 'db' | 'ch' | 'clock'>,
  { stalled, alarms }: HealthProbes,
): Promise<Troubles> {
  const within = async <T>(ask: Promise<T>, otherwise: T) =>
    Promise.race([ask.catch(() => otherwise), clock.sleep(DEADLINE_MS).then(() => otherwise)]);
  const [postgres, clickhouse, stall, alarming] = await Promise.all([
    within(
      sql`SELECT 1`.execute(db).then(() => true),
      false,
    ),
    within(ch.ping(), false),
    within(stalled(), null),
    within(alarms(), []),
  ]);
  return [
    ...(postgres ? [] : ['postgres']),
    ...(clickhouse ? [] : ['clickhouse']),
    ...(stall === null ? [] : [stall]),
    ...alarming,
  ];
}
