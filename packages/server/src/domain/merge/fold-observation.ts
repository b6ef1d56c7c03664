import type { ObservationType } from '@tidemark/contract/telemetry';
import { DEFAULT_ENVIRONMENT } from '@tidemark/contract/telemetry';
import type { Micros, ObservationRecord } from '../telemetry.ts';
import type { ObservationChange, ObservationFields, ObservationWrite } from './change.ts';
import { foldWrites } from './fold-writes.ts';

/** What enrichment adds to an observation after it was folded or mapped. */
export type EnrichedField = 'usage' | 'cost' | 'costLines' | 'modelId' | 'pricingTier' | 'promptId';

/** An observation before enrichment. Its trace attributes, apart from the environment, are filled from its trace. */
export type PlainObservation = Omit<ObservationRecord, EnrichedField>;

/**
 * Folds the changes of one observation (at least one). When only updates were seen the row is flagged `partial`:
 * it starts at the earliest event, has the type that the update names, and belongs to a trace of its own id.
 */
export function foldObservation(changes: readonly ObservationChange[]): PlainObservation & { rowVersion: number } {
  const folded = foldWrites(changes);
  const { set, first } = folded;
  const startUs = first.startUs ?? folded.earliestUs;
  const partial = !folded.writes.some((write) => write.kind === 'create');
  return {
    ...described(set, startUs),
    projectId: folded.projectId,
    traceId: first.traceId ?? folded.entityId,
    id: folded.entityId,
    type: typeOf(folded.writes),
    startUs,
    environment: first.environment ?? DEFAULT_ENVIRONMENT,
    traceName: '',
    userId: '',
    sessionId: '',
    tags: [],
    release: '',
    metadata: folded.metadata,
    source: 'batch',
    scopeName: '',
    mappedFrom: folded.mappedFrom,
    flags: partial ? [...folded.flags, 'partial'].sort() : folded.flags,
    ingestedUs: folded.ingestedUs,
    rowVersion: folded.rowVersion,
  };
}

function described(set: Partial<ObservationFields>, startUs: Micros) {
  const parentId = set.parentId ?? '';
  return {
    parentId,
    isRoot: parentId === '',
    name: set.name ?? '',
    endUs: notBefore(set.endUs ?? null, startUs),
    completionStartUs: notBefore(set.completionStartUs ?? null, startUs),
    level: set.level ?? 'DEFAULT',
    statusMessage: set.statusMessage ?? '',
    version: set.version ?? '',
    input: set.input ?? null,
    output: set.output ?? null,
    model: set.model ?? '',
    modelParameters: set.modelParameters ?? '',
    promptName: set.promptName ?? '',
    promptVersion: set.promptVersion ?? null,
    providedUsage: set.providedUsage ?? {},
    providedCost: set.providedCost ?? {},
    toolDefinitions: set.toolDefinitions ?? {},
    toolCalls: set.toolCalls ?? [],
    toolCallNames: set.toolCallNames ?? [],
    sdkName: set.sdkName ?? '',
    sdkVersion: set.sdkVersion ?? '',
    apiKeyId: set.apiKeyId ?? '',
  };
}

function notBefore(time: Micros | null, startUs: Micros): Micros | null {
  return time === null ? null : Math.max(time, startUs);
}

/** A create knows what it made; a `span-update` of an agent says SPAN only because it knows no better. */
function typeOf(writes: readonly ObservationWrite[]): ObservationType {
  const typed = writes.filter((write) => write.set?.type !== undefined);
  const decisive = typed.findLast((write) => write.kind === 'create') ?? typed.at(-1);
  return decisive?.set?.type ?? 'SPAN';
}
