import { z } from 'zod';
import { PageLimit } from '../paging.ts';
import { SCORE_DATA_TYPES, SCORE_SOURCES, ScoreDataType, ScoreSource } from '../telemetry.ts';
import { filterParameter } from './legacy-filter.ts';
import { CommaList, OptionalText, PageMetaBody, TextList, TimeParameter } from './query-parts.ts';
import { route } from './route.ts';

const ALIASES = {
  data_type: 'dataType',
  string_value: 'stringValue',
  trace_id: 'traceId',
  observation_id: 'observationId',
  session_id: 'sessionId',
} as const;

/** A score as the older two versions tell it: `value` is a number, labels are in `stringValue`. */
export const PublicScore = z.object({
  id: z.string(),
  projectId: z.string(),
  traceId: z.string().nullable(),
  observationId: z.string().nullable(),
  sessionId: z.string().nullable(),
  datasetRunId: z.string().nullable(),
  name: z.string(),
  source: ScoreSource,
  dataType: ScoreDataType,
  /** 1 or 0 of a BOOLEAN score; 0 of one that is a text. */
  value: z.number(),
  /** Absent of a NUMERIC score. */
  stringValue: z.string().optional(),
  timestamp: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  authorUserId: z.string().nullable(),
  comment: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  configId: z.string().nullable(),
  queueId: z.string().nullable(),
  environment: z.string(),
});
export type PublicScore = z.infer<typeof PublicScore>;

const TraceOfScore = z.object({
  userId: z.string().nullable(),
  tags: z.array(z.string()),
  environment: z.string(),
  sessionId: z.string().nullable(),
});

/** `trace` is null of a score whose trace is not known, and absent when it was not asked for. */
export const PublicScoreWithTrace = PublicScore.extend({ trace: TraceOfScore.nullable().optional() });
export type PublicScoreWithTrace = z.infer<typeof PublicScoreWithTrace>;

const ScorePage = z.object({ data: z.array(PublicScoreWithTrace), meta: PageMetaBody });

const SIGNS = ['=', '!=', '<', '<=', '>', '>='] as const;

const emptyIsAbsent = (raw: unknown) => (raw === '' ? undefined : raw);

const Listed = PageLimit.extend({
  userId: OptionalText.describe('Only scores of traces of this user.'),
  traceTags: TextList.describe('Only scores of traces that have all of these tags.'),
  name: OptionalText,
  fromTimestamp: TimeParameter,
  toTimestamp: TimeParameter,
  environment: TextList.describe('Only these environments.'),
  source: z.preprocess(emptyIsAbsent, ScoreSource.optional()),
  operator: z.preprocess(emptyIsAbsent, z.enum(SIGNS).optional()).describe('How to compare with `value`.'),
  value: z.preprocess(emptyIsAbsent, z.coerce.number().optional()),
  scoreIds: CommaList,
  configId: OptionalText,
  queueId: OptionalText,
  dataType: z.preprocess(emptyIsAbsent, ScoreDataType.optional()),
});

const together = { message: '`operator` and `value` need each other', path: ['operator'] };
const isComparison = (query: { operator?: unknown; value?: unknown }) =>
  (query.operator === undefined) === (query.value === undefined);

const OneScore = z.object({ scoreId: z.string().min(1).max(800) });

/** Comma-separated, all known; absent or empty for none. */
const known = <const T extends readonly [string, ...string[]]>(names: T, form: (text: string) => string) =>
  CommaList.transform((texts, issues) => {
    const unknown = texts?.find((text) => !names.includes(form(text)));
    if (unknown === undefined) return texts?.map(form) as T[number][] | undefined;
    issues.addIssue({ code: 'custom', message: `"${unknown}" is none of ${names.join(', ')}` });
    return z.NEVER;
  });
const asGiven = (text: string) => text;

export const SCORE_FIELD_GROUPS = ['core', 'details', 'subject', 'annotation'] as const;
export type ScoreFieldGroup = (typeof SCORE_FIELD_GROUPS)[number];

const Bound = z.preprocess(emptyIsAbsent, z.coerce.number().optional());

const ListedV3 = z.strictObject({
  limit: z.preprocess(emptyIsAbsent, z.coerce.number().int().min(1).max(100).default(50)),
  cursor: OptionalText,
  fields: known(SCORE_FIELD_GROUPS, asGiven).describe('Groups to add to core: details, subject, annotation.'),
  id: CommaList,
  name: CommaList,
  source: known(SCORE_SOURCES, (text) => text.toUpperCase()),
  dataType: known(SCORE_DATA_TYPES, (text) => text.toUpperCase()),
  environment: CommaList,
  configId: CommaList,
  queueId: CommaList,
  authorUserId: CommaList,
  value: CommaList.describe('Exact values; needs one dataType of NUMERIC, BOOLEAN and CATEGORICAL.'),
  valueMin: Bound,
  valueMax: Bound,
  traceId: CommaList,
  sessionId: CommaList,
  observationId: CommaList.describe('Needs traceId.'),
  experimentId: CommaList,
  fromTimestamp: TimeParameter,
  toTimestamp: TimeParameter,
});
type ListedV3 = z.output<typeof ListedV3>;

const V3_RULES: readonly { broken(query: ListedV3): boolean; message: string; path: string }[] = [
  {
    broken: (query) => query.observationId !== undefined && query.traceId === undefined,
    message: 'observationId needs a traceId, since ids of observations are unique in a trace only',
    path: 'observationId',
  },
  {
    broken: ({ traceId, sessionId, experimentId }) =>
      [traceId, sessionId, experimentId].filter((ids) => ids !== undefined).length > 1,
    message: 'Only one of traceId, sessionId and experimentId can be given',
    path: 'traceId',
  },
  {
    broken: ({ valueMin, valueMax, dataType }) =>
      (valueMin !== undefined || valueMax !== undefined) && (dataType?.length !== 1 || dataType[0] !== 'NUMERIC'),
    message: 'valueMin and valueMax need dataType=NUMERIC and no other',
    path: 'dataType',
  },
  {
    broken: ({ value, dataType }) =>
      value !== undefined && (dataType?.length !== 1 || !['NUMERIC', 'BOOLEAN', 'CATEGORICAL'].includes(dataType[0]!)),
    message: 'value needs one dataType: NUMERIC, BOOLEAN or CATEGORICAL',
    path: 'dataType',
  },
  {
    broken: ({ value, dataType }) => dataType?.[0] === 'NUMERIC' && (value ?? []).some((text) => !isNumber(text)),
    message: 'value must be finite numbers for dataType=NUMERIC',
    path: 'value',
  },
  {
    broken: ({ value, dataType }) =>
      dataType?.[0] === 'BOOLEAN' && (value ?? []).some((text) => text !== 'true' && text !== 'false'),
    message: 'value must be true or false for dataType=BOOLEAN',
    path: 'value',
  },
];

const isNumber = (text: string) => text !== '' && Number.isFinite(Number(text));

/** A score as the newest version tells it: `value` is of the score's own type. */
export const PublicScoreV3 = z.object({
  id: z.string(),
  projectId: z.string(),
  name: z.string(),
  value: z.union([z.number(), z.boolean(), z.string()]),
  dataType: ScoreDataType,
  source: ScoreSource,
  timestamp: z.string(),
  environment: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  comment: z.string().nullable().optional(),
  configId: z.string().nullable().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  authorUserId: z.string().nullable().optional(),
  queueId: z.string().nullable().optional(),
  subject: z
    .object({
      kind: z.enum(['trace', 'observation', 'session', 'experiment']),
      id: z.string(),
      traceId: z.string().optional(),
    })
    .nullable()
    .optional(),
});
export type PublicScoreV3 = z.infer<typeof PublicScoreV3>;

export const scoreRoutes = {
  list: route({
    id: 'score_list',
    method: 'GET',
    path: '/api/public/scores',
    summary: 'Scores of traces and their steps, newest first, with the user and tags of the trace.',
    tag: 'Scores',
    auth: 'project',
    query: Listed.refine(isComparison, together),
    response: ScorePage,
  }),
  get: route({
    id: 'score_getById',
    method: 'GET',
    path: '/api/public/scores/{scoreId}',
    summary: 'One score of a trace or a step.',
    tag: 'Scores',
    auth: 'project',
    params: OneScore,
    response: PublicScore,
  }),
  delete: route({
    id: 'score_delete',
    method: 'DELETE',
    path: '/api/public/scores/{scoreId}',
    summary: 'Deletes a score, whatever it judges; it can be restored for some days.',
    tag: 'Scores',
    auth: 'project',
    params: OneScore,
    status: 204,
    response: z.void(),
  }),
  listV2: route({
    id: 'scores_get-many',
    method: 'GET',
    path: '/api/public/v2/scores',
    summary: 'Scores of traces, steps, sessions and dataset runs, newest first.',
    tag: 'Scores',
    auth: 'project',
    query: Listed.extend({
      sessionId: OptionalText,
      datasetRunId: OptionalText,
      traceId: OptionalText,
      observationId: CommaList,
      fields: known(['score', 'trace'], asGiven).describe('`score` leaves out the trace, `score,trace` includes it.'),
      filter: filterParameter(ALIASES).optional(),
    })
      .refine(isComparison, together)
      .refine(
        ({ fields, userId, traceTags }) =>
          fields === undefined || fields.includes('trace') || (userId === undefined && traceTags.length === 0),
        { message: 'userId and traceTags need `trace` among the fields', path: ['fields'] },
      ),
    response: ScorePage,
  }),
  getV2: route({
    id: 'scores_get-by-id',
    method: 'GET',
    path: '/api/public/v2/scores/{scoreId}',
    summary: 'One score, whatever it judges.',
    tag: 'Scores',
    auth: 'project',
    params: OneScore,
    response: PublicScore,
  }),
  listV3: route({
    id: 'scoresV3_getManyV3',
    method: 'GET',
    path: '/api/public/v3/scores',
    summary: 'Scores with values of their own type, newest first, with a cursor to the next page.',
    tag: 'Scores',
    auth: 'project',
    query: ListedV3.superRefine((query, issues) => {
      for (const rule of V3_RULES.filter(({ broken }) => broken(query)))
        issues.addIssue({ code: 'custom', message: rule.message, path: [rule.path] });
    }),
    response: z.object({
      data: z.array(PublicScoreV3),
      meta: z.object({ limit: z.number().int(), cursor: z.string().optional() }),
    }),
  }),
};
