import { SCORE_DATA_TYPES, SCORE_SOURCES } from '@tidemark/contract/telemetry';
import { isGone } from '#features/deletions';
import { rowsImport } from '#kernel/rows-import';
import { param, sql } from '#platform/clickhouse/sql';

const TEXT = 'String';
const TIME = "DateTime64(6, 'UTC')";
const WORD = 'LowCardinality(String)';

/** Scores as they were stored; who gave one is named by an id of the instance that it was given in. */
export const scoresImport = rowsImport({
  name: 'scores',
  table: sql`scores`,
  columns: {
    id: TEXT,
    timestamp: TIME,
    trace_id: TEXT,
    observation_id: TEXT,
    session_id: TEXT,
    dataset_run_id: TEXT,
    name: WORD,
    data_type: WORD,
    source: WORD,
    value: 'Nullable(Float64)',
    string_value: TEXT,
    comment: TEXT,
    metadata: 'Map(LowCardinality(String), String)',
    environment: WORD,
    config_id: TEXT,
    queue_id: TEXT,
    author_user_id: TEXT,
    execution_trace_id: TEXT,
    api_key_id: WORD,
    ingested_at: TIME,
    row_version: 'UInt64',
  },
  key: sql`id`,
  keyColumns: ['id', 'trace_id'],
  version: sql`row_version`,
  gone: ({ projectId }) =>
    sql`(${isGone(projectId, 'score', sql`id`)} OR ${isGone(projectId, 'trace', sql`trace_id`)})`,
  refuse: [
    { when: sql`id = ''`, why: 'a score without an id' },
    {
      when: sql`data_type NOT IN ${param.strings(SCORE_DATA_TYPES)}`,
      why: 'a score of a type that this version does not know',
    },
    {
      when: sql`source NOT IN ${param.strings(SCORE_SOURCES)}`,
      why: 'a score from a source that this version does not know',
    },
    { when: sql`ifNull(isNaN(value) OR isInfinite(value), 0)`, why: 'a score whose value is no number' },
  ],
  values: ({ keepTimes }) => (keepTimes ? {} : { ingested_at: sql`now64(6)` }),
});
