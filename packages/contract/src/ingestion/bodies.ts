import { z } from 'zod';
import { OBSERVATION_TYPES } from '../telemetry.ts';
import { EntityId, OptionalId, OptionalLevel, OptionalText, OptionalTime, Payload } from './fields.ts';

/** Bodies of the batch API's events. Unknown fields are ignored, so that newer SDKs keep working. */

export const TraceBody = z.object({
  id: OptionalId,
  timestamp: OptionalTime,
  name: z.string().max(1000).nullish(),
  userId: OptionalText,
  sessionId: OptionalText,
  release: OptionalText,
  version: OptionalText,
  environment: OptionalText,
  public: z.boolean().nullish(),
  tags: z.array(z.string()).nullish(),
  metadata: Payload,
  input: Payload,
  output: Payload,
});
export type TraceBody = z.infer<typeof TraceBody>;

const step = {
  id: OptionalId,
  traceId: OptionalId,
  parentObservationId: OptionalText,
  name: OptionalText,
  startTime: OptionalTime,
  endTime: OptionalTime,
  level: OptionalLevel,
  statusMessage: OptionalText,
  version: OptionalText,
  environment: OptionalText,
  metadata: Payload,
  input: Payload,
  output: Payload,
};

/** What a prompt's own table holds; the telemetry would wrap a larger one around. */
export const MAX_PROMPT_VERSION = 2_147_483_647;

const modelCall = {
  completionStartTime: OptionalTime,
  model: OptionalText,
  modelParameters: z.record(z.string(), z.unknown()).nullish(),
  usage: Payload,
  usageDetails: Payload,
  costDetails: Payload,
  promptName: OptionalText,
  promptVersion: z.int().min(0).max(MAX_PROMPT_VERSION).nullish(),
};

/** Every kind of observation has the same fields, of which most use few. */
const observation = z.object({ ...step, ...modelCall });
const updated = observation.extend({ id: EntityId });

export const ObservationBody = observation.refine(...promptIsWhole());
export type ObservationBody = z.infer<typeof ObservationBody>;
export const ObservationUpdateBody = updated.refine(...promptIsWhole());

const typed = { type: z.enum(OBSERVATION_TYPES) };
export const TypedObservationBody = observation.extend(typed).refine(...promptIsWhole());
export const TypedObservationUpdateBody = updated.extend(typed).refine(...promptIsWhole());

export const SdkLogBody = z.object({ log: Payload });

function promptIsWhole() {
  const isWhole = (body: { promptName?: string | null | undefined; promptVersion?: number | null | undefined }) =>
    (body.promptName ?? null) === null ? (body.promptVersion ?? null) === null : (body.promptVersion ?? null) !== null;
  const issue = { message: 'promptName and promptVersion must be given together', path: ['promptVersion'] };
  return [isWhole, issue] as const;
}
