import { z } from 'zod';
import { storableText } from '../storable-text.ts';
import { route } from './route.ts';

const id = storableText().min(1).max(100);
const counts = z.record(z.string(), z.object({ rows: z.number(), bytes: z.number() }));

export const lifecycleRoutes = {
  certificate: route({
    id: 'deletionCertificate_get',
    method: 'GET',
    path: '/api/public/deletion-certificates/{certificateId}',
    tag: 'Deletions',
    summary: 'The signed proof that everything of a project was removed',
    auth: 'none',
    params: z.object({ certificateId: id }),
    response: z.object({
      body: z.object({
        version: z.literal(1),
        id: z.string(),
        issuedAt: z.string(),
        project: z.object({ id: z.string(), organizationId: z.string() }),
        deletion: z.object({
          id: z.string().nullable(),
          requestedBy: z.string().nullable(),
          requestedAt: z.string().nullable(),
          purgeAfter: z.string().nullable(),
          startedAt: z.string(),
          verifiedAt: z.string(),
        }),
        before: z.object({
          postgres: counts,
          clickhouse: counts,
          blobs: z.object({ objects: z.number(), bytes: z.number() }),
          jobs: z.number(),
        }),
        checks: z.array(z.object({ store: z.string(), question: z.string(), found: z.number() })),
        remains: z.array(z.object({ what: z.string(), until: z.string() })),
        publicKey: z.string(),
      }),
      signature: z.string(),
    }),
  }),
} as const;
