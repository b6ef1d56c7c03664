/**
 * How things end. Deletion is easy to ask for, hard to do by mistake, reversible for a while, then complete and
 * provable. What there is to delete is declared by the features that keep it; this one is handed their declarations
 * and knows none of their tables.
 */
import { feature } from '#kernel/feature';
import type { Feature } from '#kernel/feature';
import { adminRest } from './admin/rest.ts';
import { eraseProject } from './erase-project.ts';
import { organizationChore } from './purge-organizations.ts';
import { purgeAlarm, purgeFigures } from './purge/blocked-purges.ts';
import { purgeChores } from './purge/chores.ts';
import { LIFECYCLE_KEEPS } from './purge/kept-tables.ts';
import { lifecycleRest } from './rest.ts';
import { retentionChore } from './retention/expire-telemetry.ts';
import { retentionExport, retentionImport } from './retention/retention-archive.ts';
import { trashChores } from './trash/chores.ts';

export { countContents } from './purge/count-contents.ts';
export { postgresTables } from './store/count-postgres.sql.ts';
export { keptTables } from './purge/kept-tables.ts';
export { reapplyTombstones } from './purge/reapply-tombstones.ts';
export { recheckPurged } from './purge/recheck-purged.ts';
export { runPurges } from './purge/run-purges.ts';
export { startPurge } from './purge/start-purge.ts';
export { verifyCertificate } from './purge/certificate.ts';
export { findCertificate } from './purge/find-certificate.ts';
export { expireTelemetry } from './retention/expire-telemetry.ts';
export { purgeTrash } from './trash/purge-trash.ts';
export { sweepPurged } from './trash/sweep-purged.ts';
export { purgeOrganizations } from './purge-organizations.ts';
export { lifecycleRouter } from './trpc.ts';

/** The manifest, given the features whose data it looks after. */
export const lifecycle = (features: readonly Feature[]) =>
  feature({
    name: 'lifecycle',
    owns: { postgres: ['retention_rules', 'admin_requests', ...Object.keys(LIFECYCLE_KEEPS)] },
    keeps: LIFECYCLE_KEEPS,
    notTrashable: {
      retention_rules: 'a setting, with the audit log as its memory',
    },
    notExported: {
      project_purges: 'about the end of projects',
      deletion_certificates: 'about the end of projects',
    },
    exports: [retentionExport],
    imports: [retentionImport],
    eraseProject,
    rest: [...lifecycleRest, ...adminRest(features)],
    figures: purgeFigures,
    alarm: purgeAlarm,
    chores: [organizationChore, ...purgeChores(features), ...trashChores(features), retentionChore(features)],
  });
