import { z } from 'zod';
import { PageLimit } from '../paging.ts';
import { filterParameter } from './legacy-filter.ts';
import { PublicObservation } from './observations.ts';
import { CommaList, OptionalText, PageMetaBody, TextList, TimeParameter } from './query-parts.ts';
import { route } from './route.ts';

export const TRACE_FIELD_GROUPS = ['core', 'io', 'scores', 'observations', 'metrics'] as const;
export type TraceFieldGroup = (typeof TRACE_FIELD_GROUPS)[number];

const ALIASES = {
  tokens: 'totalTokens',
  scores_avg: 'scores',
  score_categories: 'scores',
  score_booleans: 'scores',
  inputUsage: 'inputTokens',
  outputUsage: 'outputTokens',
  traceName: 'name',
  traceId: 'id',
  user_id: 'userId',
  session_id: 'sessionId',
} as const;

export const PublicTrace = z.object({
  id: z.string(),
  externalId: z.null(),
  timestamp: z.string(),
  name: z.string().nullable(),
  userId: z.string().nullable(),
  sessionId: z.string().nullable(),
  release: z.string().nullable(),
  version: z.string().nullable(),
  projectId: z.string(),
  environment: z.string(),
  public: z.boolean(),
  bookmarked: z.boolean(),
  tags: z.array(z.string()),
  input: z.unknown(),
  output: z.unknown(),
  metadata: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type PublicTrace = z.infer<typeof PublicTrace>;

const Computed = {
  htmlPath: z.string(),
  /** Seconds; -1 when the group `metrics` was left out. */
  latency: z.number(),
  /** US dollars; -1 when the group `metrics` was left out. */
  totalCost: z.number(),
};

const DeletedTraces = z.object({
  message: z.string(),
  /** For `GET /api/public/v1/deletions/{deletionId}`. */
  deletionId: z.string(),
  deleted: z.number(),
  /** Asked for, and not there. */
  notFound: z.array(z.string()),
});

const Fields = CommaList.describe(
  'Groups to include, comma-separated: core (always), io, scores, observations, metrics. All unless given.',
);

export const traceRoutes = {
  list: route({
    id: 'trace_list',
    method: 'GET',
    path: '/api/public/traces',
    summary: 'Traces, newest first, by page.',
    tag: 'Traces',
    auth: 'project',
    query: PageLimit.extend({
      userId: OptionalText,
      name: OptionalText,
      sessionId: OptionalText,
      version: OptionalText,
      release: OptionalText,
      tags: TextList.describe('Only traces that have all of these tags.'),
      environment: TextList.describe('Only these environments.'),
      fromTimestamp: TimeParameter,
      toTimestamp: TimeParameter,
      orderBy: OptionalText.describe('`field.asc` or `field.desc`, e.g. timestamp.asc.'),
      fields: Fields,
      filter: filterParameter(ALIASES).optional(),
    }),
    response: z.object({
      data: z.array(
        PublicTrace.extend({ ...Computed, observations: z.array(z.string()), scores: z.array(z.string()) }),
      ),
      meta: PageMetaBody,
    }),
  }),
  get: route({
    id: 'trace_get',
    method: 'GET',
    path: '/api/public/traces/{traceId}',
    summary: 'A trace with its observations and scores.',
    tag: 'Traces',
    auth: 'project',
    params: z.object({ traceId: z.string().min(1).max(800) }),
    query: z.object({ fields: Fields }),
    response: PublicTrace.extend({
      ...Computed,
      observations: z.array(PublicObservation),
      scores: z.array(z.record(z.string(), z.unknown())),
    }),
  }),
  deleteMany: route({
    id: 'trace_deleteMultiple',
    method: 'DELETE',
    path: '/api/public/traces',
    summary: 'Deletes up to 1,000 traces with all that belongs to them; they can be restored for some days.',
    tag: 'Traces',
    auth: 'project',
    body: z.object({ traceIds: z.array(z.string().min(1).max(800)).min(1).max(1000) }),
    response: DeletedTraces,
  }),
  delete: route({
    id: 'trace_delete',
    method: 'DELETE',
    path: '/api/public/traces/{traceId}',
    summary: 'Deletes a trace with all that belongs to it; it can be restored for some days.',
    tag: 'Traces',
    auth: 'project',
    params: z.object({ traceId: z.string().min(1).max(800) }),
    response: DeletedTraces,
  }),
};
