import { waitUntil } from '../../harness/wait-until.ts';
import type { Engine } from '../measure/open-engine.ts';
import { processorMsOfOne } from '../measure/process-use.ts';

/** As the product batches its inserts. */
const BATCH = { rows: 10_000, bytes: 16 * 2 ** 20, inserters: 2 };
const TABLE = 'bench_control';
/** As the product inserts, so that no setting favours it: the indices of words are left to merges. */
const SETTINGS = `async_insert = 0, optimize_on_insert = 0, max_insert_threads = 1, date_time_input_format = 'basic', exclude_materialize_skip_indexes_on_insert = 'words_in_input,words_in_output'`;

export interface RawControl {
  rows: number;
  rowsPerSecond: number;
  /** Of the engine, merges included that ran meanwhile; 0 where the system does not tell. */
  processorMsPerThousand: number;
  bytesPerRow: number;
}

/**
 * How fast the engine alone takes the very rows that the product made of the requests: read back, and inserted as
 * JSON lines over HTTP into an empty table of the same declaration.
 */
export async function runRawControl(engine: Engine, source: string, limit: number): Promise<RawControl> {
  const batches = await readBatches(engine, source, limit);
  await engine.run(`DROP TABLE IF EXISTS ${TABLE} SYNC`);
  await engine.run(`CREATE TABLE ${TABLE} AS observations`);
  await mergesAreDone(engine);
  const waiting = batches[Symbol.iterator]();
  const spentBefore = await processorMsOfOne(engine.pid);
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: BATCH.inserters }, async () => {
      for (const { lines } of waiting)
        await engine.run(`INSERT INTO ${TABLE} SETTINGS ${SETTINGS} FORMAT JSONEachRow`, lines);
    }),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  const processorMs = (await processorMsOfOne(engine.pid)) - spentBefore;
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
  const bytes = batches.reduce((sum, batch) => sum + batch.lines.length, 0);
  return {
    rows,
    rowsPerSecond: rows / seconds,
    processorMsPerThousand: (processorMs * 1000) / rows,
    bytesPerRow: bytes / rows,
  };
}

/** Drops the control's table, after its compressed size, merged, was compared with the product's. */
export async function compareDisk(engine: Engine): Promise<{ bytesPerRow: number; rawBytesPerRow: number }> {
  for (const table of [TABLE, 'observations', 'traces', 'telemetry_changes'])
    await engine.run(`OPTIMIZE TABLE ${table} FINAL SETTINGS mutations_sync = 2`);
  const parts = await engine.rows(
    `SELECT table, toFloat64(sum(bytes_on_disk)) AS bytes, toFloat64(sum(rows)) AS rows FROM system.parts
     WHERE active AND database = currentDatabase() GROUP BY table`,
  );
  const of = (table: string) => parts.find((part) => part['table'] === table) ?? { bytes: 0, rows: 0 };
  const own = ['observations', 'traces', 'telemetry_changes', 'scores'];
  const bytes = own.reduce((sum, table) => sum + Number(of(table)['bytes']), 0);
  const control = of(TABLE);
  return {
    bytesPerRow: bytes / Number(of('observations')['rows']),
    rawBytesPerRow: Number(control['bytes']) / Number(control['rows']),
  };
}

async function readBatches(engine: Engine, source: string, limit: number) {
  const columns = await engine.rows(
    `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'observations'
     AND default_kind IN ('', 'DEFAULT') ORDER BY position`,
  );
  const names = columns.map(({ name }) => name as string).join(', ');
  const sql = `SELECT ${names} FROM observations FINAL WHERE source = '${source}' LIMIT ${limit}
    SETTINGS output_format_json_quote_64bit_integers = 0, output_format_json_quote_decimals = 1 FORMAT JSONEachRow`;
  const batches: { rows: number; lines: Buffer }[] = [];
  let parts: Buffer[] = [];
  let rows = 0;
  let bytes = 0;
  const close = () => {
    if (rows > 0) batches.push({ rows, lines: Buffer.concat(parts) });
    [parts, rows, bytes] = [[], 0, 0];
  };
  for await (const line of linesOf(await engine.stream(sql))) {
    parts.push(line);
    rows += 1;
    bytes += line.length;
    if (rows >= BATCH.rows || bytes >= BATCH.bytes) close();
  }
  close();
  return batches;
}

/** Lines with their ends. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield bytes.subarray(from, end + 1);
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
}

/** The product's own merges would slow the control down, which would flatter the product. */
async function mergesAreDone(engine: Engine): Promise<void> {
  const isIdle = async () =>
    (await engine.rows('SELECT count() AS n FROM system.merges')).every(({ n }) => Number(n) === 0);
  await waitUntil(isIdle, { withinMs: 60_000, everyMs: 250, what: 'the merges of the engine' });
}
