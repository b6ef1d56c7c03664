import { OBSERVATION_FIELD_GROUPS } from '@tidemark/contract/rest/observations';
import type { ObservationFieldGroup } from '@tidemark/contract/rest/observations';
import { isoExact } from '#platform/clickhouse/micros';
import { parseJson } from './observation-view.ts';
import { numbersOf, pricesOf } from './public-observation.ts';
import type { ObservationDetailRow } from './store/observation-fields.ts';
import type { TraceRow } from './store/trace-list.sql.ts';

export interface Selection {
  projectId: string;
  groups: ReadonlySet<ObservationFieldGroup>;
  /** Keys of metadata whose values come whole. */
  expandMetadata: readonly string[];
}

const METADATA_LENGTH = 200;

/** Groups by their names; unknown ones are left out, and `core` is always there. */
export function fieldGroups(names: readonly string[] | undefined): Set<ObservationFieldGroup> {
  const asked = names ?? ['core', 'basic'];
  return new Set(OBSERVATION_FIELD_GROUPS.filter((group) => group === 'core' || asked.includes(group)));
}

/** An observation as the second version of the public API shows it: only what was asked for, payloads as raw text. */
export function selectedObservation(
  row: ObservationDetailRow,
  trace: TraceRow | undefined,
  selection: Selection,
): Record<string, unknown> {
  const has = (group: ObservationFieldGroup) => selection.groups.has(group);
  return {
    ...core(row, selection.projectId),
    ...(has('basic') ? basic(row, trace) : {}),
    ...(has('time') ? time(row) : {}),
    ...(has('io') ? { input: row.input_text, output: row.output_text } : {}),
    ...(has('metadata') ? { metadata: shortened(row.metadata_map, selection.expandMetadata) } : {}),
    ...model(row, has('model')),
    ...(has('usage') ? usage(row) : {}),
    ...(has('prompt') ? prompt(row) : {}),
    ...(has('metrics') ? { latency: row.latency, timeToFirstToken: row.first_token } : {}),
    ...(has('trace_context') ? traceContext(row, trace) : {}),
  };
}

function core(row: ObservationDetailRow, projectId: string) {
  return {
    id: row.id,
    traceId: row.trace_id,
    startTime: isoExact(row.start_us),
    endTime: row.end_us === null ? null : isoExact(row.end_us),
    projectId,
    parentObservationId: row.parent_id || null,
    type: row.type,
  };
}

function basic(row: ObservationDetailRow, trace: TraceRow | undefined) {
  return {
    name: row.name || null,
    level: row.level,
    statusMessage: row.status_message || null,
    version: row.version || null,
    environment: row.environment,
    bookmarked: trace?.bookmarked ?? false,
    public: trace?.is_public ?? false,
    userId: row.user_id || trace?.user_id || null,
    sessionId: row.session_id || trace?.session_id || null,
    isRootObservation: row.is_root,
  };
}

function time(row: ObservationDetailRow) {
  const received = isoExact(row.ingested_us);
  const first = row.completion_start_us;
  return { completionStartTime: first === null ? null : isoExact(first), createdAt: received, updatedAt: received };
}

/** Ids and prices are always there, and null unless the group was asked for. */
function model(row: ObservationDetailRow, isAsked: boolean) {
  if (!isAsked) return { modelId: null, inputPrice: null, outputPrice: null, totalPrice: null };
  const prices = pricesOf(row);
  return {
    // The name of old and the one that newer clients read.
    providedModelName: row.model || null,
    model: row.model || null,
    internalModelId: row.model_id || null,
    modelParameters: parseJson(row.model_parameters),
    modelId: row.model_id || null,
    inputPrice: prices.input,
    outputPrice: prices.output,
    totalPrice: prices.total,
  };
}

function usage(row: ObservationDetailRow) {
  return {
    usageDetails: row.usage,
    costDetails: numbersOf(row.cost),
    totalCost: Number(row.cost_text),
    usagePricingTierName: row.pricing_tier || null,
  };
}

function prompt(row: ObservationDetailRow) {
  return {
    promptId: row.prompt_id || null,
    promptName: row.prompt_name || null,
    promptVersion: row.prompt_version,
  };
}

function traceContext(row: ObservationDetailRow, trace: TraceRow | undefined) {
  return {
    tags: row.tags.length > 0 ? row.tags : (trace?.tags ?? []),
    release: row.release || trace?.release || null,
    traceName: row.trace_name || trace?.name || null,
  };
}

function shortened(metadata: Readonly<Record<string, string>>, whole: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [
      key,
      whole.includes(key) ? value : value.slice(0, METADATA_LENGTH),
    ]),
  );
}
