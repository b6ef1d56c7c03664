import type { Engines } from '#kernel/ctx';
import { segmentTimeMs } from '#platform/journal/journal';
import { readWatermark } from './store/intakes.sql.ts';

/** Clocks of processes and databases, and replicas of the store, may differ by this much. */
const WATERMARK_MARGIN_MS = 30_000;

/**
 * The time up to which everything of a project is stored for good: no row that carries an earlier time of storing
 * becomes readable later. See docs/adr/0023-exactly-once-by-time-of-storing.md.
 */
export async function findWatermark(
  { db }: Pick<Engines, 'db'>,
  projectId: string,
  marginMs = WATERMARK_MARGIN_MS,
): Promise<Date> {
  const { nowMs, settledMs, oldestKey, oldestReadUs } = await readWatermark(db, projectId);
  const bounds = [
    nowMs,
    settledMs ?? nowMs,
    oldestKey === null ? nowMs : segmentTimeMs(oldestKey),
    oldestReadUs === null ? nowMs : Math.floor(oldestReadUs / 1000),
  ];
  return new Date(Math.min(...bounds) - marginMs);
}
