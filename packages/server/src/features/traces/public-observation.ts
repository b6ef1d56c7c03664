import type { PublicObservation } from '@tidemark/contract/rest/observations';
import type { CostLine } from '#domain/telemetry';
import { isoExact } from '#platform/clickhouse/micros';
import { costLinesOf, parseJson } from './observation-view.ts';
import { parseEntries, parsePayload } from './parse-payload.ts';
import type { ObservationDetailRow } from './store/observation-fields.ts';

/** An observation as the first version of the public API shows it: usage and cost also in their older spellings. */
export function publicObservation(row: ObservationDetailRow, projectId: string): PublicObservation {
  const received = isoExact(row.ingested_us);
  return {
    id: row.id,
    projectId,
    traceId: row.trace_id,
    parentObservationId: row.parent_id || null,
    name: row.name || null,
    type: row.type,
    environment: row.environment,
    startTime: isoExact(row.start_us),
    endTime: timeOrNull(row.end_us),
    version: row.version || null,
    createdAt: received,
    updatedAt: received,
    input: parsePayload(row.input_text),
    output: parsePayload(row.output_text),
    metadata: parseEntries(row.metadata_map),
    level: row.level,
    statusMessage: row.status_message || null,
    model: row.model || null,
    modelId: row.model_id || null,
    modelParameters: parseJson(row.model_parameters),
    completionStartTime: timeOrNull(row.completion_start_us),
    promptId: row.prompt_id || null,
    promptName: row.prompt_name || null,
    promptVersion: row.prompt_version,
    ...amounts(row),
    latency: row.latency,
    timeToFirstToken: row.first_token,
  };
}

function amounts(row: ObservationDetailRow) {
  const hasCost = Object.keys(row.cost).length > 0;
  const prices = pricesOf(row);
  return {
    usageDetails: row.usage,
    costDetails: numbersOf(row.cost),
    usage: { unit: 'TOKENS', input: row.input_tokens, output: row.output_tokens, total: row.total_tokens },
    unit: 'TOKENS',
    promptTokens: row.input_tokens,
    completionTokens: row.output_tokens,
    totalTokens: row.total_tokens,
    usagePricingTierId: null,
    usagePricingTierName: row.pricing_tier || null,
    inputPrice: numberOrNull(prices.input),
    outputPrice: numberOrNull(prices.output),
    totalPrice: numberOrNull(prices.total),
    calculatedInputCost: hasCost ? Number(row.input_cost_text) : null,
    calculatedOutputCost: hasCost ? Number(row.output_cost_text) : null,
    calculatedTotalCost: hasCost ? Number(row.cost_text) : null,
  };
}

/** Prices per unit that the cost was computed with, as decimal text. */
export function pricesOf(row: ObservationDetailRow): Record<'input' | 'output' | 'total', string | null> {
  const lines = costLinesOf(row);
  const priceOf = (usageType: string) => lines.find((line: CostLine) => line.usageType === usageType)?.price || null;
  return { input: priceOf('input'), output: priceOf('output'), total: priceOf('total') };
}

export function numbersOf(texts: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Number(text)]));
}

function numberOrNull(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function timeOrNull(micros: number | null): string | null {
  return micros === null ? null : isoExact(micros);
}
