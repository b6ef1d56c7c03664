import { z } from 'zod';
import { SCORE_DATA_TYPES, type ScoreDataType } from '../telemetry.ts';
import { EntityId, OptionalId, OptionalText, Payload } from './fields.ts';

const MAX_TEXT_SCORE = 500;

/** A score as a client sends it, to `/scores` or in a batch. Exactly one subject; the value fits the data type. */
export const ScoreBody = z
  .object({
    id: OptionalId,
    traceId: OptionalId,
    sessionId: OptionalId,
    datasetRunId: OptionalId,
    observationId: OptionalId,
    name: z.string().min(1).max(1000),
    value: z.union([z.number(), z.string()]),
    dataType: z.enum(SCORE_DATA_TYPES).nullish(),
    comment: OptionalText,
    metadata: Payload,
    environment: OptionalText,
    queueId: OptionalText,
    configId: EntityId.nullish(),
    source: z.enum(['API', 'ANNOTATION']).nullish(),
  })
  .superRefine((score, context) => {
    for (const problem of problemsOf(score)) context.addIssue({ code: 'custom', ...problem });
  });
export type ScoreBody = z.infer<typeof ScoreBody>;

/** The stated data type, otherwise the one that the value suggests. */
export function scoreDataType(score: Pick<ScoreBody, 'dataType' | 'value'>): ScoreDataType {
  return score.dataType ?? (typeof score.value === 'number' ? 'NUMERIC' : 'CATEGORICAL');
}

type Fields = Pick<
  ScoreBody,
  'traceId' | 'sessionId' | 'datasetRunId' | 'observationId' | 'value' | 'dataType' | 'configId' | 'source'
>;
interface Problem {
  message: string;
  path: string[];
}

function problemsOf(score: Fields): Problem[] {
  const subjects = [score.traceId, score.sessionId, score.datasetRunId].filter((id) => id !== null && id !== undefined);
  const type = scoreDataType(score);
  const isMissing = (id: string | null | undefined) => id === null || id === undefined;
  const rules: [broken: boolean, message: string, path: string][] = [
    [subjects.length !== 1, 'Exactly one of traceId, sessionId and datasetRunId must be given', 'traceId'],
    [!isMissing(score.observationId) && isMissing(score.traceId), 'observationId needs a traceId', 'observationId'],
    [!VALUE_RULES[type].holds(score.value), VALUE_RULES[type].message, 'value'],
    [type === 'CORRECTION' && !isMissing(score.configId), 'A CORRECTION score takes no configId', 'configId'],
    [
      score.source === 'ANNOTATION' && type !== 'CORRECTION' && isMissing(score.configId),
      'An ANNOTATION score needs a configId',
      'configId',
    ],
  ];
  return rules.filter(([broken]) => broken).map(([, message, path]) => ({ message, path: [path] }));
}

const isText = (value: unknown) => typeof value === 'string';

const VALUE_RULES: Record<ScoreDataType, { holds(value: number | string): boolean; message: string }> = {
  NUMERIC: { holds: (value) => typeof value === 'number', message: 'A NUMERIC score takes a number' },
  BOOLEAN: { holds: (value) => value === 0 || value === 1, message: 'A BOOLEAN score takes 0 or 1' },
  CATEGORICAL: { holds: isText, message: 'A CATEGORICAL score takes a text' },
  CORRECTION: { holds: isText, message: 'A CORRECTION score takes a text' },
  TEXT: {
    holds: (value) => typeof value === 'string' && value.length >= 1 && value.length <= MAX_TEXT_SCORE,
    message: `A TEXT score takes a text of 1 to ${MAX_TEXT_SCORE} characters`,
  },
};
