/**
 * Traces: what an application did, step by step. Owns the tables `observations`, `traces` and `telemetry_changes`.
 * Writing is idempotent and free of order; reading never shows two versions of one thing, whatever the store has
 * merged yet; lists never read payloads.
 */
import { notHidden } from '#features/deletions';
import { feature } from '#kernel/feature';
import { sql } from '#platform/clickhouse/sql';
import { eraseProject } from './erase-project.ts';
import { hideChore, hideWork } from './hide-selection.ts';
import { changesImport } from './imports/changes-import.ts';
import { observationsImport } from './imports/observations-import.ts';
import { tracesImport } from './imports/traces-import.ts';
import { purgeTelemetry } from './purge-telemetry.ts';
import { tracesRest } from './rest.ts';
import { scoreListsRest } from './score-rest.ts';
import { changesExport } from './store/changes-export.sql.ts';
import { observationsExport } from './store/observations-export.sql.ts';
import { tracesExport } from './store/traces-export.sql.ts';

export { countOfUser } from './count-of-user.ts';
export type { CountsOfUser } from './count-of-user.ts';
export { listTraces } from './list-traces.ts';
export { listTracesOfSession } from './list-traces-of-session.ts';
export { openTelemetryDeletion, startHiding } from './open-telemetry-deletion.ts';
export { findExpiredTraces } from './store/expired-traces.sql.ts';
export { findDiskUse, findTimeOfKeptSteps } from './store/kept-steps.sql.ts';
export type { Expired } from './store/expired-traces.sql.ts';
export { receivedTimes } from './store/received.sql.ts';
export { STEPS_AROUND } from './store/aggregate-column.ts';
export { CURRENT_OBSERVATIONS, CURRENT_TRACES, TRACE_VERSIONS } from './store/tables.ts';
export { observationsRouter, tracesRouter } from './trpc.ts';
export type { TraceView } from './trace-view.ts';
export { writeEvents } from './write-events.ts';
export { writeObservations } from './write-observations.ts';

export const traces = feature({
  name: 'traces',
  owns: { clickhouse: ['observations', 'telemetry_changes', 'traces'] },
  rest: [...tracesRest, ...scoreListsRest],
  jobs: [hideWork],
  chores: [hideChore],
  purgeTelemetry,
  // Changes first: what is said of a thing meanwhile folds with them.
  imports: [changesImport, tracesImport, observationsImport],
  exports: [tracesExport, observationsExport, changesExport],
  masks: {
    observations: (projectId) => notHidden(projectId, 'trace', sql`trace_id`),
    traces: (projectId) => notHidden(projectId, 'trace', sql`id`),
  },
  eraseProject,
});
