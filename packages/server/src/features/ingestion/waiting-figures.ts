import type { Engines } from '#kernel/ctx';
import type { SetFigure } from '#kernel/telemetry';
import { readConsumption } from './store/waiting.sql.ts';

export async function waitingFigures({ db }: Engines, set: SetFigure): Promise<void> {
  const { waiting, oldestWaitingMs } = await readConsumption(db);
  set('tidemark_ingestion_waiting_segments', {}, waiting);
  set('tidemark_ingestion_oldest_waiting_seconds', {}, oldestWaitingMs / 1000);
}
