import { isGone } from '#features/deletions';
import { rowsImport } from '#kernel/rows-import';
import { sql } from '#platform/clickhouse/sql';
import { ChangeRow } from './change-schema.ts';
import { TEXT, TIME, WORD } from './import-columns.ts';

/** What was said of things in parts, so that what is said of them later still folds with it. */
export const changesImport = rowsImport({
  name: 'telemetry_changes',
  table: sql`telemetry_changes`,
  columns: { entity_id: TEXT, entity: WORD, change_id: TEXT, change: TEXT, ingested_at: TIME },
  key: sql`entity_id, entity, change_id`,
  keyColumns: ['entity_id', 'entity', 'change_id', 'change'],
  // A change of a step names its trace in its text; one that names none is of a trace of its own id.
  gone: ({ projectId }) => sql`(${isGone(projectId, 'trace', sql`entity_id`)} OR arrayExists(
    one -> ${isGone(projectId, 'trace', sql`one`)},
    arrayMap(one -> JSONExtractString(one, 'first', 'traceId'), JSONExtractArrayRaw(change, 'writes'))))`,
  refuse: [
    { when: sql`entity_id = '' OR change_id = ''`, why: 'a change of nothing' },
    { when: sql`entity NOT IN ('trace', 'observation', 'member')`, why: 'a change of what this version does not know' },
  ],
  check: { select: sql`entity, change`, schema: ChangeRow },
});
