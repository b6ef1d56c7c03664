import { z } from 'zod';
import { IngestionResponse } from '../ingestion/batch.ts';
import { route } from './route.ts';

const Named = z.object({ id: z.string() });
/** To a list, with 202 when all were good, otherwise with 207. */
const AllAccepted = z.object({ message: z.literal('Accepted') });
const SomeRejected = z.object({
  accepted: z.number().int(),
  rejected: z.number().int(),
  errors: z.array(z.object({ message: z.string() })),
});
const single = (id: string, path: string, summary: string) =>
  route({
    id,
    method: 'POST',
    path: `/api/public/${path}`,
    tag: 'Ingestion',
    summary,
    auth: 'project',
    rawBody: true,
    response: Named,
  });

export const ingestionRoutes = {
  otlpTraces: route({
    id: 'otel_exportTraces',
    method: 'POST',
    path: '/api/public/otel/v1/traces',
    tag: 'Ingestion',
    summary: 'Export OTLP traces, as protobuf or JSON, plain, gzip or zstd; bad spans are named in partialSuccess',
    auth: 'project',
    rawBody: true,
    response: z.object({
      partialSuccess: z.object({ rejectedSpans: z.string(), errorMessage: z.string() }).optional(),
    }),
  }),
  otlpMetrics: route({
    id: 'otel_exportMetrics',
    method: 'POST',
    path: '/api/public/otel/v1/metrics',
    tag: 'Ingestion',
    summary: 'Accepts and drops OTLP metrics, so that exporters that send all signals see no errors',
    auth: 'project',
    rawBody: true,
    response: z.object({ message: z.string() }),
  }),
  batch: route({
    id: 'ingestion_batch',
    method: 'POST',
    path: '/api/public/ingestion',
    tag: 'Ingestion',
    summary: 'Send a batch of events; every event is answered by itself',
    auth: 'scores',
    rawBody: true,
    response: IngestionResponse,
    status: 207,
  }),
  createTrace: single('trace_create', 'traces', 'Create or update a trace'),
  createSpan: single('legacy_createSpan', 'spans', 'Create a span'),
  updateSpan: { ...single('legacy_updateSpan', 'spans', 'Update a span by spanId'), method: 'PATCH' },
  createGeneration: single('legacy_createGeneration', 'generations', 'Create a generation'),
  updateGeneration: {
    ...single('legacy_updateGeneration', 'generations', 'Update a generation by generationId'),
    method: 'PATCH',
  },
  createEvent: single('legacy_createEvent', 'events', 'Create an event'),
  createScore: {
    ...single('score_create', 'scores', 'Create a score, or a list of scores; the public key alone is enough'),
    auth: 'scores',
    response: z.union([Named, AllAccepted, SomeRejected]),
  },
} as const;
