import type { Engines } from '#kernel/ctx';
import type { SetFigure } from '#kernel/telemetry';
import { countRuns } from './store/export-runs.sql.ts';

export async function exportFigures({ db }: Engines, set: SetFigure): Promise<void> {
  const { queued, running, longestQueuedMs } = await countRuns(db);
  set('tidemark_exports', { state: 'queued' }, queued);
  set('tidemark_exports', { state: 'running' }, running);
  set('tidemark_export_oldest_queued_seconds', {}, longestQueuedMs / 1000);
}
