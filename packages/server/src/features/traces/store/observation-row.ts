import type { ObservationRecord } from '#domain/telemetry';
import type { BatchRow } from '#platform/clickhouse/batch-writer';
import { dateTimeText, monthOf } from '#platform/clickhouse/micros';

/**
 * A record as a line of the table `observations`. Materialized columns are the engine's, and so are empty ones: what is
 * undefined here is left out, which half of a wide row's columns are.
 */
export function observationRow(record: ObservationRecord): BatchRow {
  const json = JSON.stringify({
    project_id: record.projectId,
    trace_id: record.traceId,
    id: record.id,
    parent_id: record.parentId || undefined,
    is_root: record.isRoot || undefined,
    type: record.type,
    name: record.name || undefined,
    start_time: dateTimeText(record.startUs),
    end_time: timeOf(record.endUs),
    completion_start_time: timeOf(record.completionStartUs),
    level: record.level,
    status_message: record.statusMessage || undefined,
    environment: record.environment,
    release: record.release || undefined,
    version: record.version || undefined,
    trace_name: record.traceName || undefined,
    user_id: record.userId || undefined,
    session_id: record.sessionId || undefined,
    tags: filled(record.tags),
    model: record.model || undefined,
    model_id: record.modelId || undefined,
    model_parameters: record.modelParameters || undefined,
    prompt_id: record.promptId || undefined,
    prompt_name: record.promptName || undefined,
    prompt_version: record.promptVersion ?? undefined,
    provided_usage: keyed(record.providedUsage),
    usage: keyed(record.usage),
    provided_cost: keyed(record.providedCost),
    cost: keyed(record.cost),
    cost_lines: record.costLines.length === 0 ? undefined : JSON.stringify(record.costLines),
    pricing_tier: record.pricingTier || undefined,
    tool_definitions: keyed(record.toolDefinitions),
    tool_calls: filled(record.toolCalls),
    tool_call_names: filled(record.toolCallNames),
    input: record.input ?? undefined,
    output: record.output ?? undefined,
    metadata: keyed(record.metadata),
    source: record.source,
    scope_name: record.scopeName || undefined,
    sdk_name: record.sdkName || undefined,
    sdk_version: record.sdkVersion || undefined,
    api_key_id: record.apiKeyId || undefined,
    mapped_from: keyed(record.mappedFrom),
    flags: filled(record.flags),
    ingested_at: dateTimeText(record.ingestedUs),
    row_version: record.rowVersion,
  });
  return { json, partition: monthOf(record.startUs) };
}

export interface StaleObservation {
  projectId: string;
  traceId: string;
  id: string;
  startUs: number;
  ingestedUs: number;
  rowVersion: number | string;
}

/** Takes back a row that an earlier fold may have stored under another sorting key. */
export function staleObservationRow(stale: StaleObservation): BatchRow {
  const json = JSON.stringify({
    project_id: stale.projectId,
    trace_id: stale.traceId,
    id: stale.id,
    start_time: dateTimeText(stale.startUs),
    ingested_at: dateTimeText(stale.ingestedUs),
    row_version: stale.rowVersion,
    is_deleted: 1,
  });
  return { json, partition: monthOf(stale.startUs) };
}

function timeOf(micros: number | null): string | undefined {
  return micros === null ? undefined : dateTimeText(micros);
}

function filled(list: readonly string[]): readonly string[] | undefined {
  return list.length > 0 ? list : undefined;
}

function keyed<T extends object>(map: T): T | undefined {
  for (const _key in map) return map;
  return undefined;
}
