import { z } from 'zod';
import { storableText } from '../storable-text.ts';
import { route } from './route.ts';

const DELETION_STATES = ['HIDING', 'HIDDEN', 'RESTORING', 'RESTORED', 'PURGING', 'PURGED', 'FAILED'] as const;

/** An operation that took things out of a project: what, who, when, how far it is, and until when it can be taken back. */
export const PublicDeletion = z.object({
  id: z.string(),
  projectId: z.string(),
  entityType: z.string(),
  entityId: z.string().nullable(),
  entityName: z.string(),
  reason: z.string().nullable(),
  requestedBy: z.object({ kind: z.string(), name: z.string() }),
  requestedAt: z.string(),
  /** From then on it is removed for good; null for never. */
  purgeAfter: z.string().nullable(),
  state: z.enum(DELETION_STATES),
  stateUpdatedAt: z.string(),
  /** What it took, by kind. */
  counts: z.record(z.string(), z.number()),
  /** While it is at work: how many are done of how many. */
  progress: z.record(z.string(), z.number()),
  /** Once it is purged: when, and what was found by counting. */
  receipt: z.unknown(),
  lastError: z.string().nullable(),
});
export type PublicDeletion = z.infer<typeof PublicDeletion>;

export const deletionRoutes = {
  get: route({
    id: 'deletion_get',
    method: 'GET',
    path: '/api/public/v1/deletions/{deletionId}',
    summary: 'How far a deletion is, until when it can be taken back, and in the end its receipt.',
    tag: 'Deletions',
    auth: 'project',
    params: z.object({ deletionId: storableText().min(1).max(100) }),
    response: PublicDeletion,
  }),
};
