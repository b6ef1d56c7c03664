import { setImmediate as nextTurn } from 'node:timers/promises';
import { findPromptVersions } from '#features/prompts';
import { modelMatcher } from '#features/models';
import { priceObservation } from '#domain/cost/price-observation';
import type { PlainObservation } from '#domain/merge/fold-observation';
import type { ObservationRecord } from '#domain/telemetry';
import type { Engines } from '#kernel/ctx';

type Needs = Pick<Engines, 'db' | 'clock' | 'log'>;
type MatchedModel = Awaited<ReturnType<ReturnType<typeof modelMatcher>['match']>>;

/** Then others have their turn: requests are answered by the same thread, and a segment may hold thousands. */
const RECORDS_PER_TURN = 500;

/**
 * Adds model, usage, cost with its arithmetic, and the id of a linked prompt. As many come back, in the same order; they
 * are the given ones, completed in place, because copying something this wide costs as much as pricing it.
 */
export async function enrich(
  engines: Needs,
  projectId: string,
  observations: readonly PlainObservation[],
): Promise<ObservationRecord[]> {
  const promptIds = await linkPrompts(engines, projectId, observations);
  const matcher = modelMatcher(engines);
  const records: ObservationRecord[] = [];
  for (const [index, observation] of observations.entries()) {
    if (index > 0 && index % RECORDS_PER_TURN === 0) await nextTurn();
    const { model: name, startUs } = observation;
    const model = name === '' ? null : await matcher.match(projectId, name, startUs);
    records.push(Object.assign(observation, pricesOf(observation, model), { promptId: promptIds[index] ?? '' }));
  }
  return records;
}

function pricesOf(observation: PlainObservation, model: MatchedModel) {
  const { usage, cost, costLines, tier, flags } = priceObservation({
    usage: observation.providedUsage,
    providedCost: observation.providedCost,
    modelParameters: observation.modelParameters,
    metadata: observation.metadata,
    tiers: model?.tiers ?? null,
  });
  return {
    modelId: model?.id ?? '',
    usage,
    cost,
    costLines,
    pricingTier: tier?.name ?? '',
    flags: flags.length === 0 ? observation.flags : [...observation.flags, ...flags],
  };
}

async function linkPrompts(
  engines: Needs,
  projectId: string,
  observations: readonly PlainObservation[],
): Promise<(string | null)[]> {
  const linked = observations.flatMap(({ promptName, promptVersion }, index) =>
    promptName && promptVersion !== null ? [{ index, name: promptName, version: promptVersion }] : [],
  );
  const ids = Array.from<string | null>({ length: observations.length }).fill(null);
  if (linked.length === 0) return ids;
  const found = await findPromptVersions(engines, projectId, linked);
  linked.forEach(({ index }, at) => (ids[index] = found[at] ?? null));
  return ids;
}
