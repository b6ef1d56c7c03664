import { z } from 'zod';
import { Payload } from './fields.ts';

/** The body of `POST /api/public/ingestion`. Events are checked one by one, so that a bad one spares the others. */
export const IngestionBatch = z.object({ batch: z.array(z.unknown()), metadata: Payload });
export type IngestionBatch = z.infer<typeof IngestionBatch>;

/** What became of one event; `id` is the event's own, or `unknown` when it had none. */
const IngestionSuccess = z.object({ id: z.string(), status: z.literal(201) });
export const IngestionError = z.object({
  id: z.string(),
  status: z.int(),
  message: z.string().optional(),
  error: z.string().optional(),
});
/** Status 207. */
export const IngestionResponse = z.object({
  successes: z.array(IngestionSuccess),
  errors: z.array(IngestionError),
});
export type IngestionError = z.infer<typeof IngestionError>;
export type IngestionResponse = z.infer<typeof IngestionResponse>;
