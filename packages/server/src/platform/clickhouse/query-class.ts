import type { ClickHouseSettings } from '@clickhouse/client';

/** What a query is for. It decides how long, how much memory and how many threads it may take, and who yields to whom. */
export const QUERY_CLASSES = ['ingest', 'ui', 'api', 'export', 'purge'] as const;
export type QueryClass = (typeof QUERY_CLASSES)[number];

/** The others may be asked of a user, or a server, that only reads. */
export type WritingClass = Extract<QueryClass, 'ingest' | 'purge'>;

export interface ClassLimits {
  /** Seconds. */
  maxExecutionTime: number;
  maxMemoryBytes: number;
  maxThreads: number;
  /** 1 is the most urgent. */
  priority: number;
  /** Which of the addresses answers it. */
  endpoint: 'write' | 'read' | 'export';
  /** Statements of this process at once; each has a connection. */
  running: number;
  /** How many more may wait for that; the next one is refused. */
  waiting: number;
}

const MIB = 1024 * 1024;

export const CLASS_LIMITS: Record<QueryClass, ClassLimits> = {
  ingest: {
    maxExecutionTime: 60,
    maxMemoryBytes: 768 * MIB,
    maxThreads: 2,
    priority: 1,
    endpoint: 'write',
    running: 8,
    waiting: 200,
  },
  ui: {
    maxExecutionTime: 15,
    maxMemoryBytes: 768 * MIB,
    maxThreads: 4,
    priority: 1,
    endpoint: 'read',
    running: 32,
    waiting: 200,
  },
  api: {
    maxExecutionTime: 30,
    maxMemoryBytes: 768 * MIB,
    maxThreads: 2,
    priority: 3,
    endpoint: 'read',
    running: 32,
    waiting: 200,
  },
  export: {
    maxExecutionTime: 3600,
    maxMemoryBytes: 200 * MIB,
    maxThreads: 1,
    priority: 5,
    endpoint: 'export',
    running: 4,
    waiting: 50,
  },
  purge: {
    maxExecutionTime: 3600,
    maxMemoryBytes: 768 * MIB,
    maxThreads: 1,
    priority: 5,
    endpoint: 'write',
    running: 4,
    waiting: 50,
  },
};

/**
 * Answers that go to a client as they come hold their place in the engine for as long as that client takes to read: they
 * may never have all places of a class, and who takes nothing for a minute is left.
 */
export const STREAMED = { running: 1, waiting: 20, stalledAfterMs: 60_000 };

/** Who asked, for the engine's own query list. */
export interface Asker {
  /** Verb or job, e.g. `traces.list`. */
  who: string;
  projectId?: string;
}

/** Every limit is stated with every query, so that nothing depends on how the engine was configured. */
export function settingsOf(queryClass: QueryClass, asker: Asker): ClickHouseSettings {
  const limits = CLASS_LIMITS[queryClass];
  return {
    max_execution_time: limits.maxExecutionTime,
    max_memory_usage: String(limits.maxMemoryBytes),
    max_bytes_before_external_group_by: String(limits.maxMemoryBytes / 2),
    max_bytes_before_external_sort: String(limits.maxMemoryBytes / 2),
    max_threads: limits.maxThreads,
    priority: String(limits.priority),
    workload: queryClass,
    // Statements that carry long lists of ids; nothing a caller can write grows one.
    max_query_size: String(16 * 1024 * 1024),
    log_comment: JSON.stringify({ class: queryClass, who: asker.who, projectId: asker.projectId ?? null }),
    ...(queryClass === 'ingest' ? INSERT_SETTINGS : READ_SETTINGS),
  };
}

/**
 * An insert that returned is a part on disk: nothing waits in a buffer of the server. Indices of words cost an insert
 * half of its rate; merges build them in the background, and until then a search reads the fresh rows themselves.
 */
const INSERT_SETTINGS: ClickHouseSettings = {
  async_insert: 0,
  // Rows that were removed may come again byte for byte, by a replay or a restored backup; versions tell what is the same.
  deduplicate_insert: 'disable',
  input_format_skip_unknown_fields: 0,
  date_time_input_format: 'basic',
  max_insert_threads: '1',
  // Rows of one insert that replace each other are told apart by every read anyway; merging them here costs a quarter.
  optimize_on_insert: 0,
  exclude_materialize_skip_indexes_on_insert: 'words_in_input,words_in_output',
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 1,
};

/**
 * Numbers come as JSON numbers except decimals, which would lose digits. A partition of every table is a function of
 * its sorting key, so FINAL never has to merge across partitions.
 */
const READ_SETTINGS: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_denormals: 0,
  do_not_merge_across_partitions_select_final: 1,
};

/** Of an INSERT … SELECT from a file, whatever its class: a file may hold many months, and is answered when all is stored. */
export const LOAD_SETTINGS: ClickHouseSettings = {
  wait_end_of_query: 1,
  async_insert: 0,
  max_insert_threads: '1',
  optimize_on_insert: 0,
  max_partitions_per_insert_block: '0',
  exclude_materialize_skip_indexes_on_insert: 'words_in_input,words_in_output',
};
