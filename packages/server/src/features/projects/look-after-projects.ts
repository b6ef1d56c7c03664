/** For those who look after the instance: projects of all organizations, in whatever state. */
export {
  countProjectStates,
  endGrace,
  selectProjectsOfInstance as listProjectsOfInstance,
  updateLegalHold as setLegalHold,
} from './store/admin-projects.sql.ts';
export { countTombstones } from './store/count-tombstones.sql.ts';
