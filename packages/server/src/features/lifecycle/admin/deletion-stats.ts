import { z } from 'zod';
import { countDeletions } from '#features/deletions';
import { countProjectStates, countTombstones } from '#features/projects';
import { read } from '#kernel/verb';
import { readPurgeStats, selectFailingPurges } from '../store/purge-stats.sql.ts';
import { PROJECTS } from './deleted-entities.ts';

const SHOWN_ERRORS = 20;

/** What is being deleted, in numbers: a handful of grouped counts, whatever there is. No names, no contents. */
export const adminDeletionStats = read({
  input: z.object({}).default({}),
  permission: 'instance:admin',
  async run({ db, policy }) {
    const [projects, deletions, purges, purged, lastErrors] = await Promise.all([
      countProjectStates(db),
      countDeletions(db),
      readPurgeStats(db),
      countTombstones(db),
      selectFailingPurges(db, SHOWN_ERRORS),
    ]);
    const entities = [...projects.map((row) => ({ entityType: PROJECTS, ...row })), ...deletions];
    return {
      entities: entities.map(({ oldest, nextPurge, ...row }) => ({
        ...row,
        oldest: oldest?.toISOString() ?? null,
        nextPurge: nextPurge?.toISOString() ?? null,
      })),
      purges: {
        ...purges,
        purged,
        blocked: projects.find(({ state }) => state === 'PURGE_BLOCKED')?.count ?? 0,
        lastErrors: lastErrors.map(({ nextAttemptAt, ...row }) => ({
          ...row,
          nextAttemptAt: nextAttemptAt.toISOString(),
        })),
      },
      settings: {
        flow: policy.deletion.flow as string,
        graceDays: policy.deletion.graceDays,
        purgeEnabled: policy.purge.enabled,
      },
    };
  },
});
