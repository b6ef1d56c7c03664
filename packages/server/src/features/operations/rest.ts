import { operationsRoutes } from '@tidemark/contract/rest/operations';
import { AppError } from '#domain/errors';
import { rest } from '#kernel/rest';
import type { RestRoute } from '#kernel/rest';
import { checkHealth } from './check-health.ts';

/** `isStopping` is true after a signal: the process then finishes what it has and wants nothing new. */
export function operationsRest(about: { version: string; isStopping(): boolean }): RestRoute[] {
  const { version } = about;
  const asked = (value: string | undefined) => value !== undefined && value !== 'false' && value !== '0';
  return [
    rest(operationsRoutes.health, async ({ ctx, query }) => {
      if (asked(query.failIfDatabaseUnavailable) || asked(query.deep)) {
        const health = await checkHealth(ctx);
        const away = Object.entries(health).flatMap(([name, up]) => (up ? [] : [name]));
        if (away.length > 0) throw new AppError('unavailable', `Not available: ${away.join(', ')}`);
      }
      return { status: 'OK', version };
    }),
    rest(operationsRoutes.ready, async ({ ctx }) => {
      if (about.isStopping()) throw new AppError('unavailable', 'This process is stopping');
      const health = await checkHealth(ctx);
      if (!health.postgres || !health.clickhouse) throw new AppError('unavailable', 'A database does not answer');
      return { status: 'OK', version };
    }),
  ];
}
