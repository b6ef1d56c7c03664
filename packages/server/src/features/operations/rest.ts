import { operationsRoutes } from '@tidemark/contract/rest/operations';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { rest } from '#kernel/rest';
import type { RestRoute } from '#kernel/rest';
import { checkHealth } from './check-health.ts';
import type { HealthProbes } from './check-health.ts';

export interface Operated extends HealthProbes {
  version: string;
  /** True after a signal: the process then finishes what it has and wants nothing new. */
  isStopping(): boolean;
}

const NO_ALARMS = { alarms: () => Promise.resolve([]) };
const DATABASES_ONLY: HealthProbes = { stalled: () => Promise.resolve(null), ...NO_ALARMS };

export function operationsRest(about: Operated): RestRoute[] {
  const { version } = about;
  const asked = (value: string | undefined) => value !== undefined && value !== 'false' && value !== '0';
  const refuseTroubles = async (ctx: ProjectCtx, probes: HealthProbes) => {
    const troubles = await checkHealth(ctx, probes);
    if (troubles.length > 0)
      throw new AppError('unavailable', `Not available: ${troubles.join(', ')}`, { details: { troubles } });
  };
  return [
    rest(operationsRoutes.health, async ({ ctx, query }) => {
      if (asked(query.deep)) await refuseTroubles(ctx, about);
      else if (asked(query.failIfDatabaseUnavailable)) await refuseTroubles(ctx, DATABASES_ONLY);
      return { status: 'OK', version };
    }),
    rest(operationsRoutes.ready, async ({ ctx }) => {
      if (about.isStopping()) throw new AppError('unavailable', 'This process is stopping');
      await refuseTroubles(ctx, { ...about, ...NO_ALARMS });
      return { status: 'OK', version };
    }),
  ];
}
