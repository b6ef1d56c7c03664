import type { PlainObservation } from '#domain/merge/fold-observation';
import type { ObservationRecord } from '#domain/telemetry';
import type { TraceChange } from '#domain/merge/change';

/** Records for tests: everything that a test does not name is the least that is valid. */
export function observationRecord(
  given: Partial<ObservationRecord> & Pick<ObservationRecord, 'projectId' | 'traceId' | 'id' | 'startUs'>,
): ObservationRecord {
  return {
    parentId: '',
    isRoot: (given.parentId ?? '') === '',
    type: 'SPAN',
    name: '',
    endUs: null,
    completionStartUs: null,
    level: 'DEFAULT',
    statusMessage: '',
    version: '',
    input: null,
    output: null,
    metadata: {},
    model: '',
    modelParameters: '',
    promptId: '',
    promptName: '',
    promptVersion: null,
    providedUsage: {},
    providedCost: {},
    usage: {},
    cost: {},
    costLines: [],
    modelId: '',
    pricingTier: '',
    toolDefinitions: {},
    toolCalls: [],
    toolCallNames: [],
    source: 'otel',
    scopeName: '',
    sdkName: '',
    sdkVersion: '',
    apiKeyId: '',
    mappedFrom: {},
    flags: [],
    traceName: '',
    userId: '',
    sessionId: '',
    tags: [],
    release: '',
    environment: 'default',
    ingestedUs: given.startUs,
    rowVersion: 1,
    ...given,
  };
}

export interface GivenTrace {
  projectId: string;
  id: string;
  atUs: number;
  changeId?: string;
  set?: TraceChange['writes'][number]['set'];
  tags?: string[];
  environment?: string;
  metadata?: { path: string[]; value: string }[];
}

/** A trace that a client created outright. */
export function traceCreated(given: GivenTrace): TraceChange {
  const by = given.changeId ?? `create-${given.id}`;
  return {
    projectId: given.projectId,
    entityId: given.id,
    changeId: by,
    ingestedUs: given.atUs,
    writes: [
      {
        atUs: given.atUs,
        rank: 1,
        kind: 'create',
        by,
        set: given.set ?? {},
        first: { timestampUs: given.atUs, ...(given.environment ? { environment: given.environment } : {}) },
        tags: given.tags ?? [],
      },
    ],
  };
}

/** Folded observations as they are, without a model's prices. */
export function unpriced(observations: readonly PlainObservation[]): Promise<ObservationRecord[]> {
  return Promise.resolve(
    observations.map((one) => ({
      ...one,
      usage: one.providedUsage,
      cost: one.providedCost,
      costLines: [],
      modelId: '',
      pricingTier: '',
      promptId: '',
    })),
  );
}
