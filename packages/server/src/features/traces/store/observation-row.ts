import type { ObservationRecord } from '#domain/telemetry';
import type { BatchRow } from '#platform/clickhouse/batch-writer';
import { dateTimeText, monthOf } from '#platform/clickhouse/micros';

/** A record as a line of the table `observations`. Materialized columns are the engine's. */
export function observationRow(record: ObservationRecord): BatchRow {
  const json = JSON.stringify({
    project_id: record.projectId,
    trace_id: record.traceId,
    id: record.id,
    parent_id: record.parentId,
    is_root: record.isRoot,
    type: record.type,
    name: record.name,
    start_time: dateTimeText(record.startUs),
    end_time: timeOrNull(record.endUs),
    completion_start_time: timeOrNull(record.completionStartUs),
    level: record.level,
    status_message: record.statusMessage,
    environment: record.environment,
    release: record.release,
    version: record.version,
    trace_name: record.traceName,
    user_id: record.userId,
    session_id: record.sessionId,
    tags: record.tags,
    model: record.model,
    model_id: record.modelId,
    model_parameters: record.modelParameters,
    prompt_id: record.promptId,
    prompt_name: record.promptName,
    prompt_version: record.promptVersion,
    provided_usage: record.providedUsage,
    usage: record.usage,
    provided_cost: record.providedCost,
    cost: record.cost,
    cost_lines: record.costLines.length === 0 ? '' : JSON.stringify(record.costLines),
    pricing_tier: record.pricingTier,
    tool_definitions: record.toolDefinitions,
    tool_calls: record.toolCalls,
    tool_call_names: record.toolCallNames,
    input: record.input,
    output: record.output,
    metadata: record.metadata,
    source: record.source,
    scope_name: record.scopeName,
    sdk_name: record.sdkName,
    sdk_version: record.sdkVersion,
    api_key_id: record.apiKeyId,
    mapped_from: record.mappedFrom,
    flags: record.flags,
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
  rowVersion: number;
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

function timeOrNull(micros: number | null): string | null {
  return micros === null ? null : dateTimeText(micros);
}
