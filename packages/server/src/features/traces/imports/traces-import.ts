import { isGone } from '#features/deletions';
import { rowsImport } from '#kernel/rows-import';
import { sql } from '#platform/clickhouse/sql';
import { newTimes, TEXT, TEXT_MAP, TIME, WORD, WORDS } from './import-columns.ts';

/** Traces' own rows, as they were folded. */
export const tracesImport = rowsImport({
  name: 'traces',
  table: sql`traces`,
  columns: {
    id: TEXT,
    timestamp: TIME,
    name: WORD,
    user_id: TEXT,
    session_id: TEXT,
    tags: WORDS,
    release: WORD,
    version: WORD,
    environment: WORD,
    is_public: 'Bool',
    bookmarked: 'Bool',
    input: 'Nullable(String)',
    output: 'Nullable(String)',
    metadata: TEXT_MAP,
    ingested_at: TIME,
    row_version: 'UInt64',
  },
  key: sql`id, toStartOfMinute(timestamp)`,
  keyColumns: ['id', 'timestamp'],
  version: sql`row_version`,
  at: sql`timestamp`,
  gone: ({ projectId }) => isGone(projectId, 'trace', sql`id`),
  refuse: [{ when: sql`id = ''`, why: 'a trace without an id' }],
  values: newTimes,
});
