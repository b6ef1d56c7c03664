import type { ClickHouseClient } from '@clickhouse/client';
import { median } from './percentile.ts';
import { scalar } from './subject.ts';

const ROWS_PER_INSERT = 10_000;
const INSERTS_AT_ONCE = 2;
const ROUNDS = 3;

/**
 * How fast the engine alone takes the rows that the product stored: the same rows, table definition, format and size of
 * insert, with nothing else in the way. Rows per second, the median of three rounds.
 */
export async function rawInsertRate(engine: ClickHouseClient, table: string, limit: number): Promise<number> {
  const chunks = await readChunks(engine, table, limit);
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const copy = `${table}_control_${round}`;
    await engine.command({ query: `CREATE TABLE ${copy} AS ${table}` });
    const startedAt = performance.now();
    await insertAll(engine, copy, chunks);
    const seconds = (performance.now() - startedAt) / 1000;
    rates.push((await scalar(engine, `SELECT count() FROM ${copy}`)) / seconds);
    await engine.command({ query: `DROP TABLE ${copy} SYNC` });
  }
  return median(rates);
}

async function readChunks(engine: ClickHouseClient, table: string, limit: number): Promise<string[]> {
  const rows = Math.min(limit, await scalar(engine, `SELECT count() FROM ${table}`));
  const chunks: string[] = [];
  for (let offset = 0; offset < rows; offset += ROWS_PER_INSERT) {
    const size = Math.min(ROWS_PER_INSERT, rows - offset);
    const query = `SELECT * FROM ${table} ORDER BY ingested_at, id LIMIT ${size} OFFSET ${offset}`;
    const answer = await engine.query({
      query,
      format: 'JSONEachRow',
      clickhouse_settings: { max_execution_time: 120 },
    });
    chunks.push(await answer.text());
  }
  return chunks;
}

async function insertAll(engine: ClickHouseClient, table: string, chunks: readonly string[]): Promise<void> {
  const waiting = [...chunks];
  const worker = async () => {
    for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift())
      await engine.command({ query: `INSERT INTO ${table} FORMAT JSONEachRow\n${chunk}` });
  };
  await Promise.all(Array.from({ length: INSERTS_AT_ONCE }, worker));
}
