import { findPromptVersions } from '#features/prompts';
import { modelMatcher } from '#features/models';
import { priceObservation } from '#domain/cost/price-observation';
import type { PlainObservation } from '#domain/merge/fold-observation';
import type { ObservationRecord } from '#domain/telemetry';
import type { Engines } from '#kernel/ctx';

type Needs = Pick<Engines, 'db' | 'clock' | 'log'>;

/** Adds model, usage, cost with its arithmetic, and the id of a linked prompt. As many come back, in the same order. */
export async function enrich(
  engines: Needs,
  projectId: string,
  observations: readonly PlainObservation[],
): Promise<ObservationRecord[]> {
  const promptIds = await linkPrompts(engines, projectId, observations);
  const matcher = modelMatcher(engines);
  return Promise.all(
    observations.map(async (observation, index) => {
      const model = observation.model ? await matcher.match(projectId, observation.model, observation.startUs) : null;
      const priced = priceObservation({
        usage: observation.providedUsage,
        providedCost: observation.providedCost,
        modelParameters: observation.modelParameters,
        metadata: observation.metadata,
        tiers: model?.tiers ?? null,
      });
      return {
        ...observation,
        modelId: model?.id ?? '',
        usage: priced.usage,
        cost: priced.cost,
        costLines: priced.costLines,
        pricingTier: priced.tier?.name ?? '',
        promptId: promptIds[index] ?? '',
        flags: priced.flags.length === 0 ? observation.flags : [...observation.flags, ...priced.flags],
      };
    }),
  );
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
