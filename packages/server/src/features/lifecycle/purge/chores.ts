import type { Chore } from '#kernel/chore';
import type { Feature } from '#kernel/feature';
import { recheckPurged } from './recheck-purged.ts';
import { runPurges } from './run-purges.ts';

export const purgeChores = (features: readonly Feature[]): readonly Chore[] => [
  purgeProjects(features),
  {
    name: 'recheck-purged-projects',
    group: 'lifecycle',
    everyMs: 600_000,
    run: async (engines) => {
      if (engines.policy.purge.enabled) await recheckPurged(engines, features);
    },
  },
];

/** A look costs two short questions; how often there is one is the operator's choice. */
function purgeProjects(features: readonly Feature[]): Chore {
  let nextMs = 0;
  return {
    name: 'purge-projects',
    group: 'lifecycle',
    everyMs: 1000,
    run: async (engines) => {
      const { enabled, intervalMs, listLimit, concurrency } = engines.policy.purge;
      if (!enabled || engines.clock.nowMs() < nextMs) return;
      nextMs = engines.clock.nowMs() + intervalMs;
      await runPurges(engines, features, { listLimit, concurrency });
    },
  };
}
