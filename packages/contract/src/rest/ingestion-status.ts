import { z } from 'zod';
import { route } from './route.ts';

const count = z.number().int();

/** Events by what became of them. `received` is the sum of the others. */
export const IngestionBalance = z.object({
  received: count,
  stored: count,
  queued: count,
  deadLettered: count,
  refused: count,
});
export type IngestionBalance = z.infer<typeof IngestionBalance>;

export const IngestionReason = z.object({
  outcome: z.enum(['refused', 'dead-lettered']),
  reason: z.string(),
  count,
  /** What to do about it, in a sentence or two. */
  advice: z.string(),
});
export type IngestionReason = z.infer<typeof IngestionReason>;

/** What came in a period, by what has become of it since; the rest of `received` is queued. */
export const IngestionCounts = z.object({
  received: count,
  stored: count,
  deadLettered: count,
  refused: count,
  reasons: z.array(IngestionReason),
});
export type IngestionCounts = z.infer<typeof IngestionCounts>;

export const IngestionStatus = z.object({
  completeUpTo: z.iso.datetime().describe('Everything that was accepted before this time can be read'),
  lagSeconds: z.number(),
  waitingSegments: count,
  waitingEvents: count,
  waitingBytes: count,
  oldestWaitingAt: z.iso.datetime().nullable(),
  lastHour: IngestionCounts,
  lastDay: IngestionCounts,
  balance: IngestionBalance.describe('Since the project began'),
  deadLetters: count.describe('Those that nobody has discarded'),
});
export type IngestionStatus = z.infer<typeof IngestionStatus>;

export const ingestionStatusRoutes = {
  status: route({
    id: 'ingestion_status',
    method: 'GET',
    path: '/api/public/v1/ingestion/status',
    tag: 'Ingestion',
    summary: 'How far ingestion has come, what waits, and what became of everything that was received',
    auth: 'project',
    response: IngestionStatus,
  }),
} as const;
