import { z } from 'zod';
import { PageLimit } from '../paging.ts';
import { Level } from '../telemetry.ts';
import { filterParameter } from './legacy-filter.ts';
import { BooleanParameter, CommaList, OptionalText, PageMetaBody, TextList, TimeParameter } from './query-parts.ts';
import { route } from './route.ts';

export const OBSERVATION_FIELD_GROUPS = [
  'core',
  'basic',
  'time',
  'io',
  'metadata',
  'model',
  'usage',
  'prompt',
  'metrics',
  'trace_context',
] as const;
export type ObservationFieldGroup = (typeof OBSERVATION_FIELD_GROUPS)[number];

const ALIASES = {
  tokens: 'totalTokens',
  traceTags: 'tags',
  traceEnvironment: 'environment',
  providedModelName: 'model',
  isRootObservation: 'isRoot',
  parentObservationId: 'parentId',
  scores_avg: 'scores',
  score_categories: 'scores',
  score_booleans: 'scores',
} as const;

const Price = z.number().nullable();

export const PublicObservation = z.object({
  id: z.string(),
  projectId: z.string(),
  traceId: z.string().nullable(),
  parentObservationId: z.string().nullable(),
  name: z.string().nullable(),
  type: z.string(),
  environment: z.string(),
  startTime: z.string(),
  endTime: z.string().nullable(),
  version: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  input: z.unknown(),
  output: z.unknown(),
  metadata: z.record(z.string(), z.unknown()),
  level: Level,
  statusMessage: z.string().nullable(),
  model: z.string().nullable(),
  modelId: z.string().nullable(),
  modelParameters: z.unknown(),
  completionStartTime: z.string().nullable(),
  promptId: z.string().nullable(),
  promptName: z.string().nullable(),
  promptVersion: z.number().int().nullable(),
  usageDetails: z.record(z.string(), z.number()),
  costDetails: z.record(z.string(), z.number()),
  usage: z.object({ unit: z.string(), input: z.number(), output: z.number(), total: z.number() }),
  unit: z.string(),
  promptTokens: z.number(),
  completionTokens: z.number(),
  totalTokens: z.number(),
  usagePricingTierId: z.string().nullable(),
  usagePricingTierName: z.string().nullable(),
  inputPrice: Price,
  outputPrice: Price,
  totalPrice: Price,
  calculatedInputCost: Price,
  calculatedOutputCost: Price,
  calculatedTotalCost: Price,
  latency: z.number().nullable(),
  timeToFirstToken: z.number().nullable(),
});
export type PublicObservation = z.infer<typeof PublicObservation>;

const Selected = {
  name: OptionalText,
  userId: OptionalText,
  type: OptionalText,
  level: Level.optional(),
  traceId: OptionalText,
  version: OptionalText,
  environment: TextList.describe('Only these environments.'),
  fromStartTime: TimeParameter,
  toStartTime: TimeParameter,
  filter: filterParameter(ALIASES).optional(),
};

export const observationRoutes = {
  list: route({
    id: 'observations_getMany',
    method: 'GET',
    path: '/api/public/observations',
    summary: 'Observations, newest first, by page.',
    tag: 'Observations',
    auth: 'project',
    query: PageLimit.extend({ ...Selected, parentObservationId: OptionalText }),
    response: z.object({ data: z.array(PublicObservation), meta: PageMetaBody }),
  }),
  get: route({
    id: 'observations_get',
    method: 'GET',
    path: '/api/public/observations/{observationId}',
    summary: 'One observation with its payloads, usage and cost.',
    tag: 'Observations',
    auth: 'project',
    params: z.object({ observationId: z.string().min(1).max(800) }),
    response: PublicObservation,
  }),
  listV2: route({
    id: 'observations_getManyV2',
    method: 'GET',
    path: '/api/public/v2/observations',
    summary: 'Observations, newest first, with the fields asked for and a cursor to the next page.',
    tag: 'Observations',
    auth: 'project',
    query: z.object({
      ...Selected,
      sessionId: OptionalText,
      parentObservationId: z.string().max(800).optional().describe('Empty for observations without a parent.'),
      isRootObservation: BooleanParameter,
      fields: CommaList.describe(
        `Groups to include: ${OBSERVATION_FIELD_GROUPS.join(', ')}. core and basic unless given.`,
      ),
      expandMetadata: CommaList.describe('Keys of metadata whose values are not cut at 200 characters.'),
      limit: z.preprocess(
        (raw) => (raw === '' ? undefined : raw),
        z.coerce.number().int().min(0).max(1000).default(50),
      ),
      cursor: OptionalText,
      parseIoAsJson: BooleanParameter.refine((value) => value !== true, {
        message:
          'parseIoAsJson is no longer supported: input and output are always raw strings. Leave it out or set it to false.',
      }),
    }),
    response: z.object({
      data: z.array(z.record(z.string(), z.unknown())),
      meta: z.object({ cursor: z.string().optional() }),
    }),
  }),
};
