/**
 * Deletions: operations that took things out of a project, and the mask that hides what they took. Owns the table
 * `deletions`, with one row for each operation, and `hidden_telemetry`, which every read of traces, observations and
 * scores leaves out by `notHidden`. An operation is hidden at once, may be restored until it is purged, and gives
 * back exactly what it took. What was purged is remembered for 90 days, so that nothing of it comes in again.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';
import { deletionsRest } from './rest.ts';

export { claimWork, failWork } from './claim-work.ts';
export type { ClaimedDeletion } from './claim-work.ts';
export { finishHiding } from './finish-hiding.ts';
export type { DeletionView } from './deletion-view.ts';
export { getDeletion } from './get-deletion.ts';
export { hideTelemetry } from './hide-telemetry.ts';
export { listDeletions, listDeletionsOf } from './list-deletions.ts';
export { openDeletion } from './open-deletion.ts';
export { findTombstones, TOMBSTONES_FRESH_MS } from './find-tombstones.ts';
export { heldTelemetry, layTombstones, liftMask } from './purge-steps.ts';
export { restoreTelemetry } from './restore-telemetry.ts';
export { isTelemetry } from './telemetry-selection.ts';
export {
  beginPurges,
  changeDeletionState,
  makeDue,
  markPurged,
  releaseDeletion,
  selectDeletion,
  selectPurged,
} from './store/deletions.sql.ts';
export { forgetHidden } from './store/hidden-telemetry.sql.ts';
export type { Deletion } from './store/deletions.sql.ts';
export {
  countDeletions,
  selectInstanceDeletion,
  selectOldDeletions,
  selectTrashOfInstance,
} from './store/instance-deletions.sql.ts';
export { findHidden, hiddenBy, isGone, notHidden } from './store/hidden-telemetry.sql.ts';
export { TelemetrySelection } from './telemetry-selection.ts';

export const deletions = feature({
  name: 'deletions',
  owns: { postgres: ['deletions'], clickhouse: ['hidden_telemetry'] },
  notTrashable: {
    deletions: 'the operations themselves; they are the record of what was deleted',
    hidden_telemetry: 'the mask of the operations',
  },
  rest: deletionsRest,
  notExported: {
    deletions: 'what was deleted; an export holds what was not',
    hidden_telemetry: 'what was deleted; an export holds what was not',
  },
  eraseProject,
});
