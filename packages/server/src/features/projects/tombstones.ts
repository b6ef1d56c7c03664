/** What is remembered of projects that were purged, for ever: their ids are not given again, and what comes late goes. */
export {
  insertTombstone,
  saveCheck as saveTombstoneCheck,
  selectTombstone as findTombstone,
  selectTombstonesToCheck as listTombstonesToCheck,
} from './store/tombstones.sql.ts';
