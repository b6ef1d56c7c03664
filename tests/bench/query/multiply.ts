import type { Engine } from '../measure/open-engine.ts';

export interface Multiplied {
  observations: number;
  traces: number;
  largeTraceId: string;
}

const SALT = `concat(toString(copy), '-', `;

/**
 * Makes many observations of few: what the product stored of real requests is copied with other ids, users, sessions
 * and times. Half of the copies lie in the last 24 hours, the rest in the six days before; a trace stays together.
 */
export async function multiply(
  engine: Engine,
  wanted: { copies: number; largeTraceSteps: number },
): Promise<Multiplied> {
  for (let copy = 1; copy < wanted.copies; copy += 1) {
    await copyTable(engine, 'observations', { columns: OBSERVATION_COLUMNS, copy });
    await copyTable(engine, 'traces', { columns: TRACE_COLUMNS, copy });
  }
  const largeTraceId = 'f'.repeat(32);
  await makeLargeTrace(engine, largeTraceId, wanted.largeTraceSteps);
  const [counts] = await engine.rows(
    `SELECT toFloat64((SELECT count() FROM observations)) AS observations, toFloat64((SELECT count() FROM traces)) AS traces`,
  );
  return { observations: Number(counts?.['observations']), traces: Number(counts?.['traces']), largeTraceId };
}

/** As the product inserts, in blocks that fit into the engine's memory. */
const SMALL_BLOCKS = `max_threads = 1, max_block_size = 2048, max_insert_block_size = 10000,
  min_insert_block_size_rows = 10000, min_insert_block_size_bytes = 16000000, max_execution_time = 300,
  optimize_on_insert = 0, exclude_materialize_skip_indexes_on_insert = 'words_in_input,words_in_output'`;
const hex = (column: string, length: number) => `left(lower(hex(MD5(${SALT}${column})))), ${length})`;
const shifted = (column: string) => `${column} - toIntervalSecond(shift)`;
const renamed = (column: string) => `concat(${column}, '-', toString(copy % 10))`;

const OBSERVATION_COLUMNS: Record<string, string> = {
  trace_id: hex('trace_id', 32),
  id: hex('id', 16),
  parent_id: `if(parent_id = '', '', ${hex('parent_id', 16)})`,
  start_time: shifted('start_time'),
  end_time: shifted('end_time'),
  completion_start_time: shifted('completion_start_time'),
  user_id: renamed('user_id'),
  session_id: renamed('session_id'),
};

const TRACE_COLUMNS: Record<string, string> = {
  id: hex('id', 32),
  timestamp: shifted('timestamp'),
  user_id: renamed('user_id'),
  session_id: renamed('session_id'),
};

/** What was really received; its copies are dated into the century before. */
const BASE = `ingested_at > '2010-01-01 00:00:00' AND is_deleted = 0`;

interface Copying {
  columns: Record<string, string>;
  copy: number;
}

async function copyTable(engine: Engine, table: string, { columns, copy }: Copying): Promise<void> {
  const names = await plainColumns(engine, table);
  const values = names.map((name) => columns[name] ?? (name === 'ingested_at' ? COPIED_AT : name));
  // Seconds into the past, by trace, so that its steps stay together; spread within the copy's stretch.
  const spread = `cityHash64(copy, ${table === 'traces' ? 'id' : 'trace_id'})`;
  const shift = `if(copy % 2 = 0, ${spread} % 86000, 86400 + ${spread} % (6 * 86400))`;
  await engine.run(
    `INSERT INTO ${table} (${names.join(', ')})
     SELECT ${values.join(', ')} FROM (SELECT *, ${copy} AS copy, ${shift} AS shift FROM ${table} WHERE ${BASE})
     SETTINGS ${SMALL_BLOCKS}`,
  );
}

/** Before every row that was really received, so that a copy is never copied, and that exports have it. */
const COPIED_AT = `toDateTime64('2000-01-01 00:00:00', 6, 'UTC')`;

/** As many observations of what there is, in another project. */
export async function copyToProject(engine: Engine, to: { projectId: string; observations: number }): Promise<void> {
  const names = await plainColumns(engine, 'observations');
  await engine.run(
    `INSERT INTO observations (${names.join(', ')})
     SELECT ${names.map((name) => (name === 'project_id' ? `'${to.projectId}'` : name)).join(', ')}
     FROM observations LIMIT ${to.observations} SETTINGS ${SMALL_BLOCKS}`,
  );
}

async function makeLargeTrace(engine: Engine, traceId: string, steps: number): Promise<void> {
  const names = await plainColumns(engine, 'observations');
  const own: Record<string, string> = {
    trace_id: `'${traceId}'`,
    id: `leftPad(lower(hex(number)), 16, '0')`,
    parent_id: `if(number = 0, '', leftPad(lower(hex(intDiv(number - 1, 10))), 16, '0'))`,
    is_root: 'number = 0',
    start_time: `now64(6, 'UTC') - INTERVAL 20 MINUTE + toIntervalMillisecond(number * 5)`,
    end_time: `now64(6, 'UTC') - INTERVAL 20 MINUTE + toIntervalMillisecond(number * 5 + 900)`,
    completion_start_time: 'NULL',
    ingested_at: COPIED_AT,
  };
  await engine.run(
    `INSERT INTO observations (${names.join(', ')})
     SELECT ${names.map((name) => own[name] ?? name).join(', ')} FROM (
       SELECT *, rowNumberInAllBlocks() AS number FROM (SELECT * FROM observations LIMIT ${steps})
     ) SETTINGS ${SMALL_BLOCKS}`,
  );
}

/** Those that are not computed by the engine. */
async function plainColumns(engine: Engine, table: string): Promise<string[]> {
  const rows = await engine.rows(
    `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = '${table}'
     AND default_kind IN ('', 'DEFAULT') ORDER BY position`,
  );
  return rows.map(({ name }) => name as string);
}
