import type { Engines } from './ctx.ts';
import type { Feature } from './feature.ts';

/** Whether anything stores rows of the project that become readable later than they say. */
export async function storesLate(engines: Engines, features: readonly Feature[], projectId: string): Promise<boolean> {
  for (const feature of features) if (await feature.storesLate?.(engines, projectId)) return true;
  return false;
}
