import { sql } from 'kysely';
import type { Engines } from '#kernel/ctx';

export interface Health {
  postgres: boolean;
  clickhouse: boolean;
}

const DEADLINE_MS = 3000;

/** Asks both databases for an answer; silence for three seconds counts as none. */
export async function checkHealth({ db, ch, clock }: Pick<Engines, 'db' | 'ch' | 'clock'>): Promise<Health> {
  const within = async (ask: Promise<boolean>) =>
    Promise.race([ask.catch(() => false), clock.sleep(DEADLINE_MS).then(() => false)]);
  const [postgres, clickhouse] = await Promise.all([
    within(sql`SELECT 1`.execute(db).then(() => true)),
    within(ch.ping()),
  ]);
  return { postgres, clickhouse };
}
