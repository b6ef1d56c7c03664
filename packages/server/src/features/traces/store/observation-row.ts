import type { ObservationRecord } from '#domain/telemetry';
import { parseMoney } from '#domain/cost/money';
import type { BatchRow } from '#platform/clickhouse/batch-row';
import { monthOf } from '#platform/clickhouse/micros';
import { rowEncoder } from '#platform/clickhouse/row-encoder';

/** A record as a row of the table `observations`; throws a `RangeError` when it holds what a column cannot. */
export function observationRow(record: ObservationRecord): BatchRow {
  return encode(record, monthOf(record.startUs));
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
  return encode({ ...NOTHING, ...stale, isDeleted: true }, monthOf(stale.startUs));
}

type Worded = 'type' | 'level' | 'source';
type Row = Omit<ObservationRecord, Worded> & Record<Worded, string> & { isDeleted?: true };

/** Every column but those that the engine computes. */
const encode = rowEncoder<Row>((to) => {
  const text = (value: string) => to.text(value);
  const time = (value: number) => to.micros(value);
  const units = (value: number) => to.count64(value);
  const money = (value: string) => to.decimal64(moneyOf(value));
  return [
    ['project_id', (row) => to.text(row.projectId)],
    ['trace_id', (row) => to.text(row.traceId)],
    ['id', (row) => to.text(row.id)],
    ['parent_id', (row) => to.text(row.parentId)],
    ['is_root', (row) => to.flag(row.isRoot)],
    ['type', (row) => to.text(row.type)],
    ['name', (row) => to.text(row.name)],
    ['start_time', (row) => to.micros(row.startUs)],
    ['end_time', (row) => to.optional(row.endUs, time)],
    ['completion_start_time', (row) => to.optional(row.completionStartUs, time)],
    ['level', (row) => to.text(row.level)],
    ['status_message', (row) => to.text(row.statusMessage)],
    ['environment', (row) => to.text(row.environment)],
    ['release', (row) => to.text(row.release)],
    ['version', (row) => to.text(row.version)],
    ['trace_name', (row) => to.text(row.traceName)],
    ['user_id', (row) => to.text(row.userId)],
    ['session_id', (row) => to.text(row.sessionId)],
    ['tags', (row) => to.texts(row.tags)],
    ['model', (row) => to.text(row.model)],
    ['model_id', (row) => to.text(row.modelId)],
    ['model_parameters', (row) => to.text(row.modelParameters)],
    ['prompt_id', (row) => to.text(row.promptId)],
    ['prompt_name', (row) => to.text(row.promptName)],
    ['prompt_version', (row) => to.optional(row.promptVersion, (version) => to.count32(version))],
    ['provided_usage', (row) => to.map(row.providedUsage, units)],
    ['usage', (row) => to.map(row.usage, units)],
    ['provided_cost', (row) => to.map(row.providedCost, money)],
    ['cost', (row) => to.map(row.cost, money)],
    ['cost_lines', (row) => to.text(row.costLines.length === 0 ? '' : JSON.stringify(row.costLines))],
    ['pricing_tier', (row) => to.text(row.pricingTier)],
    ['tool_definitions', (row) => to.map(row.toolDefinitions, text)],
    ['tool_calls', (row) => to.texts(row.toolCalls)],
    ['tool_call_names', (row) => to.texts(row.toolCallNames)],
    ['input', (row) => to.optional(row.input, text)],
    ['output', (row) => to.optional(row.output, text)],
    ['metadata', (row) => to.map(row.metadata, text)],
    ['source', (row) => to.text(row.source)],
    ['scope_name', (row) => to.text(row.scopeName)],
    ['sdk_name', (row) => to.text(row.sdkName)],
    ['sdk_version', (row) => to.text(row.sdkVersion)],
    ['api_key_id', (row) => to.text(row.apiKeyId)],
    ['mapped_from', (row) => to.map(row.mappedFrom, text)],
    ['flags', (row) => to.texts(row.flags)],
    ['ingested_at', (row) => to.micros(row.ingestedUs)],
    ['row_version', (row) => to.count64(row.rowVersion)],
    ['is_deleted', (row) => to.flag(row.isDeleted === true)],
  ];
});

function moneyOf(text: string): bigint {
  const money = parseMoney(text);
  if (money === null) throw new RangeError(`"${text.slice(0, 50)}" is no amount of money`);
  return money;
}

const NOTHING: Omit<Row, keyof StaleObservation | 'isDeleted'> = {
  parentId: '',
  isRoot: false,
  type: '',
  name: '',
  endUs: null,
  completionStartUs: null,
  level: '',
  statusMessage: '',
  environment: '',
  release: '',
  version: '',
  traceName: '',
  userId: '',
  sessionId: '',
  tags: [],
  model: '',
  modelId: '',
  modelParameters: '',
  promptId: '',
  promptName: '',
  promptVersion: null,
  providedUsage: {},
  usage: {},
  providedCost: {},
  cost: {},
  costLines: [],
  pricingTier: '',
  toolDefinitions: {},
  toolCalls: [],
  toolCallNames: [],
  input: null,
  output: null,
  metadata: {},
  source: '',
  scopeName: '',
  sdkName: '',
  sdkVersion: '',
  apiKeyId: '',
  mappedFrom: {},
  flags: [],
};
