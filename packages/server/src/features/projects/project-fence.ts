/**
 * Topic of the barrier that stands between the work on a project and its removal; the payload is the project's id. Who
 * works for a project passes it when all work begun before is done; what begins later finds the project's new state.
 */
export const PROJECT_FENCE = 'project-fence';
