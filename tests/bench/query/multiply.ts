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
  for (let copy = 1; copy < wanted.copies; copy += COPIES_AT_ONCE) {
    const until = Math.min(wanted.copies, copy + COPIES_AT_ONCE);
    await copyTable(engine, 'observations', { columns: OBSERVATION_COLUMNS, from: copy, until });
    await copyTable(engine, 'traces', { columns: TRACE_COLUMNS, from: copy, until });
  }
  const largeTraceId = 'f'.repeat(32);
  await makeLargeTrace(engine, largeTraceId, wanted.largeTraceSteps);
  const [counts] = await engine.rows(
    `SELECT toFloat64((SELECT count() FROM observations)) AS observations, toFloat64((SELECT count() FROM traces)) AS traces`,
  );
  return { observations: Number(counts?.['observations']), traces: Number(counts?.['traces']), largeTraceId };
}

const COPIES_AT_ONCE = 8;
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

const BASE = `ingested_at < (SELECT min(ingested_at) FROM observations) + INTERVAL 1 HOUR AND is_deleted = 0`;

interface Copying {
  columns: Record<string, string>;
  from: number;
  until: number;
}

async function copyTable(engine: Engine, table: string, { columns, from, until }: Copying): Promise<void> {
  const names = await plainColumns(engine, table);
  const values = names.map((name) => columns[name] ?? (name === 'ingested_at' ? COPIED_AT : name));
  // Seconds into the past, by trace, so that its steps stay together; spread within the copy's stretch.
  const spread = `cityHash64(copy, ${table === 'traces' ? 'id' : 'trace_id'})`;
  const shift = `if(copy % 2 = 0, ${spread} % 86000, 86400 + ${spread} % (6 * 86400))`;
  await engine.run(
    `INSERT INTO ${table} (${names.join(', ')})
     SELECT ${values.join(', ')} FROM (
       SELECT *, arrayJoin(range(${from}, ${until})) AS copy, ${shift} AS shift FROM ${table} FINAL WHERE ${BASE}
     ) SETTINGS max_insert_threads = 2, max_insert_block_size = 20000, max_execution_time = 300`,
  );
}

/** Later than every row that was really received, so that a copy is never copied. */
const COPIED_AT = `toDateTime64('2100-01-01 00:00:00', 6, 'UTC')`;

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
       SELECT *, rowNumberInAllBlocks() AS number FROM (SELECT * FROM observations ORDER BY ingested_at DESC LIMIT ${steps})
     ) SETTINGS max_threads = 1, max_insert_block_size = 20000, max_execution_time = 300`,
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
