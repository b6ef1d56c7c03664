import { z } from 'zod';
import { route } from './route.ts';

const count = z.number().int();

/** A range of time whose kept data is read again, and how far that has come. */
export const IngestionReplay = z.object({
  id: z.string(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  segments: count,
  events: count,
  sizeBytes: count,
  left: count.describe('Segments that are still to be read'),
  failed: count.describe('Segments that could not be read again; what was read of them before stays'),
  lastError: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type IngestionReplay = z.infer<typeof IngestionReplay>;

export const ReplayPreview = z.object({
  segments: count,
  events: count,
  sizeBytes: count,
  keptSince: z.iso.datetime().nullable().describe('When the first of what is kept was received; null when nothing is'),
});
export type ReplayPreview = z.infer<typeof ReplayPreview>;

const Order = z.object({
  from: z.iso.datetime({ offset: true }).optional().describe('When the server received the first of it'),
  to: z.iso.datetime({ offset: true }).optional().describe('Before when it was received; until now when left out'),
  all: z.boolean().optional().describe('Everything that is kept, instead of from'),
  dryRun: z.boolean().default(false).describe('Only say what would be read again'),
});

export const ingestionReplayRoutes = {
  create: route({
    id: 'ingestion_replay',
    method: 'POST',
    path: '/api/public/v1/ingestion/replays',
    tag: 'Ingestion',
    summary: 'Read what was received in a range of time once more, with the mappings, models and prices of today',
    auth: 'project',
    body: Order,
    response: ReplayPreview.extend({ replay: IngestionReplay.nullable() }),
  }),
  get: route({
    id: 'ingestion_getReplay',
    method: 'GET',
    path: '/api/public/v1/ingestion/replays/{replayId}',
    tag: 'Ingestion',
    summary: 'How far a replay has come',
    auth: 'project',
    params: z.object({ replayId: z.string().min(1).max(100) }),
    response: IngestionReplay,
  }),
} as const;
