import { RUN_LIMITS, workExports } from '#features/exports';
import type { RunLimits } from '#features/exports';
import { openExportStores } from './testing-export-stores.ts';
import type { ExportPlaces } from './testing-export-stores.ts';
import { DECLARED, TEST_LIMITS } from './testing-exports.ts';

/** The part of the product that exports, in a process of its own that can be killed; works until nothing waits. */
export async function workExportsAlone(places: ExportPlaces, size: 'small' | 'real'): Promise<void> {
  await using stores = await openExportStores(places);
  const { signal } = new AbortController();
  // Whoever waits for the end of a killed one does not wait for two minutes.
  const real: RunLimits = { ...RUN_LIMITS, beatMs: 500, staleMs: 3000, runs: 1 };
  const limits: RunLimits = size === 'small' ? { ...TEST_LIMITS, staleMs: 300 } : real;
  await workExports(stores.engines, { declared: DECLARED, limits, signal });
}
