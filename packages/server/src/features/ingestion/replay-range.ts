import { z } from 'zod';
import { SEGMENT_AGE_MS, segmentKey } from '#platform/journal/journal';
import { segmentPrefix } from './kept-request.ts';
import type { KeyRange } from './store/replays.sql.ts';

const time = z.iso.datetime({ offset: true, message: 'must be a time such as 2026-11-20T12:00:00Z' });

/** The times are those at which the server received the data; `all` is everything that is kept. */
export const ReplayRange = z
  .object({ from: time.optional(), to: time.optional(), all: z.boolean().default(false) })
  .refine(({ from, all }) => all !== (from !== undefined), {
    message: 'give the time to begin with, or all for everything that is kept',
    path: ['from'],
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    message: 'must be after the beginning',
    path: ['to'],
  });
export type ReplayRange = z.output<typeof ReplayRange>;

const LAST_MS = Date.UTC(9999, 0);

/**
 * Segments that may hold what was received in the range. A key has the time of a moment in the short life of its
 * segment, so on both sides one life more is read; what is read without need stays as it is.
 */
export function keysOf(projectId: string, { from, to }: ReplayRange): KeyRange {
  const at = (ms: number) => segmentKey(segmentPrefix(projectId), Math.min(Math.max(ms, 0), LAST_MS), '');
  return {
    projectId,
    fromKey: at(from === undefined ? 0 : Date.parse(from) - SEGMENT_AGE_MS),
    beforeKey: at(to === undefined ? LAST_MS : Date.parse(to) + SEGMENT_AGE_MS),
  };
}
