/**
 * Syncs with tools for product analytics: what was stored of a project becomes events in PostHog or Mixpanel, part by part
 * on the time of storing. A part is an export run whose files are sent instead of kept; an event has an id of its own, so
 * that sending it again changes nothing. Owns `analytics_syncs`, a row for a project and a tool.
 */
import { feature } from '#kernel/feature';
import type { Feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';
import { startDueSyncs } from './start-due.ts';
import { isSynced } from './store/analytics-syncs.sql.ts';
import { syncKind } from './sync-kind.ts';

export { startDueSyncs } from './start-due.ts';
export { analyticsSyncsRouter } from './trpc.ts';

export const analyticsSyncs = (features: () => readonly Feature[]) =>
  feature({
    name: 'analytics-syncs',
    owns: { postgres: ['analytics_syncs'] },
    notTrashable: { analytics_syncs: 'a setting, with the audit log as its memory' },
    notExported: { analytics_syncs: 'a setting of this instance, with a secret of its own' },
    exportKinds: [syncKind],
    chores: [
      {
        name: 'start-analytics-syncs',
        group: 'integrations',
        everyMs: 15_000,
        run: async (engines) => void (await startDueSyncs(engines, features())),
      },
    ],
    follows: ({ db }, projectId) => isSynced(db, projectId),
    eraseProject,
  });
