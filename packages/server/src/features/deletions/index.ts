/**
 * Deletions: operations that took things out of a project, and the mask that hides what they took. Owns the table
 * `deletions`, with one row for each operation, and `hidden_telemetry`, which every read of traces, observations and
 * scores leaves out by `notHidden`. An operation is hidden at once, may be restored until it is purged, and gives
 * back exactly what it took. What was purged is remembered for 90 days, so that nothing of it comes in again.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';

export { hideTelemetry } from './hide-telemetry.ts';
export { openDeletion } from './open-deletion.ts';
export { notHidden } from './store/hidden-telemetry.sql.ts';

export const deletions = feature({
  name: 'deletions',
  owns: { postgres: ['deletions'], clickhouse: ['hidden_telemetry'] },
  notTrashable: {
    deletions: 'the operations themselves; they are the record of what was deleted',
    hidden_telemetry: 'the mask of the operations',
  },
  eraseProject,
});
