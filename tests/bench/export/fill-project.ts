import { setTimeout as pause } from 'node:timers/promises';

const CHUNK = 100_000;

/**
 * Steps of about 2 KB made by the engine itself, since it is the export that is measured: prose in a thousand
 * variations, ids that look random, costs that differ. One in a hundred is stored twice, so that versions have to be told apart.
 */
export async function fillProject(
  run: (sql: string) => Promise<unknown>,
  of: { projectId: string; observations: number; say(line: string): void },
): Promise<void> {
  const { projectId, observations, say } = of;
  for (let from = 0; from < observations; from += CHUNK) {
    const count = Math.min(CHUNK, observations - from);
    await patiently(run, insert(projectId, `numbers(${from}, ${count})`, 1));
    await patiently(
      run,
      insert(projectId, `(SELECT number * 100 AS number FROM numbers(${from / 100}, ${Math.ceil(count / 100)}))`, 2),
    );
    if ((from / CHUNK) % 10 === 9) say(`${from + count} of ${observations} steps are stored`);
  }
}

/** Merges of what was stored a moment ago may leave no memory; a row that is stored again is the same row. */
async function patiently(run: (sql: string) => Promise<unknown>, sql: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run(sql);
      return;
    } catch (error) {
      if (attempt === 20 || !/MEMORY_LIMIT_EXCEEDED/.test((error as Error).message)) throw error;
      await pause(3000);
    }
  }
}

/** When the step of this number began, as the engine says it. */
export function startOfStep(number: string | number): string {
  return `(toDateTime64('2026-11-01 00:00:00', 6, 'UTC') + toIntervalMicrosecond(${number} * 100000))`;
}

function insert(projectId: string, numbers: string, version: number): string {
  return `INSERT INTO observations (project_id, trace_id, id, parent_id, is_root, type, name, start_time, end_time, level, environment,
      trace_name, user_id, session_id, tags, model, usage, cost, cost_lines, input, output, metadata, source, ingested_at, row_version)
    WITH ${startOfStep('number')} AS at,
      (SELECT arrayStringConcat(arrayMap(i -> ['the', 'customer', 'asked', 'about', 'an', 'order', 'that', 'did', 'not', 'arrive', 'and',
        'wants', 'to', 'know', 'whether', 'a', 'refund', 'is', 'possible', toString(i)][1 + cityHash64(i) % 20], range(20000)), ' ')) AS prose
    SELECT '${projectId}', lower(hex(MD5(toString(intDiv(number, 10))))), substring(lower(hex(MD5(concat('s', toString(number))))), 1, 16),
      '', number % 10 = 0, 'GENERATION', concat('step-', toString(number % 20)), at, at + toIntervalMillisecond(number % 900), 'DEFAULT',
      'production', 'answer', concat('user-', toString(number % 5000)), concat('session-', toString(intDiv(number, 50))), ['chat'], 'gpt-5',
      map('input', 100 + number % 400, 'output', number % 90, 'total', 100 + number % 400 + number % 90),
      map('input', toDecimal64(100 + number % 400, 12) / 1000000, 'output', toDecimal64(number % 90, 12) / 100000,
        'total', toDecimal64(100 + number % 400, 12) / 1000000 + toDecimal64(number % 90, 12) / 100000),
      '[{"usageType":"input","units":100,"price":"0.000001","cost":"0.0001"}]',
      substring(prose, 1 + cityHash64(number) % 60000, 1000), substring(prose, 1 + cityHash64(number, 1) % 60000, 600),
      map('order', toString(cityHash64(number, 2)), 'shop', 'web'), 'otel', now64(6) - toIntervalHour(1), ${version}
    FROM ${numbers}
    SETTINGS max_block_size = 10000, max_insert_block_size = 10000, optimize_on_insert = 0, workload = 'ingest',
      exclude_materialize_skip_indexes_on_insert = 'words_in_input,words_in_output'`;
}
