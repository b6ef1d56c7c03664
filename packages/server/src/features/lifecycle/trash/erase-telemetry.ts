import type { Engines } from '#kernel/ctx';
import type { Feature, TelemetryIds } from '#kernel/feature';
import { addCounts, refuseLeftovers } from './purge-counts.ts';

export interface ErasedTelemetry {
  found: Record<string, number>;
  left: Record<string, number>;
}

/** The last feature first: what others keep refers to what the first ones do. Counts before and after, by table. */
export async function eraseTelemetry(
  engines: Engines,
  features: readonly Feature[],
  telemetry: TelemetryIds,
): Promise<ErasedTelemetry> {
  const found = await count(engines, features, telemetry);
  for (const { purgeTelemetry } of features.toReversed()) await purgeTelemetry?.erase(engines, [telemetry]);
  const left = await count(engines, features, telemetry);
  refuseLeftovers(left);
  return { found, left };
}

async function count(engines: Engines, features: readonly Feature[], telemetry: TelemetryIds) {
  let counts: Record<string, number> = {};
  for (const { purgeTelemetry } of features)
    if (purgeTelemetry) counts = addCounts(counts, await purgeTelemetry.count(engines, [telemetry]));
  return counts;
}
