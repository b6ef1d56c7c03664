import { createHash } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

/** What a reader found; `hash` adds up a hash of each row, so that order does not matter. */
export interface Contents {
  rows: number;
  /** US dollars with twelve places. */
  cost: string;
  hash: string;
}

/** How a row becomes the text that is hashed, as the engine says it. */
export const CONTENTS_OF_STORE = `SELECT count() AS rows, toDecimalString(sum(total_cost), 12) AS cost,
  toString(sum(toUInt128(reinterpretAsUInt64(reverse(unhex(concat('0', substring(lower(hex(MD5(concat(trace_id, '|', id, '|',
    toString(toUnixTimestamp64Micro(start_time)), '|', ifNull(input, ''), '|', ifNull(output, ''))))), 1, 15)))))))) AS hash`;

export async function contentsByDuckDb(folder: string): Promise<Contents> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GB' });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const answer = await connection.runAndReadAll(`SELECT count(*)::INTEGER AS rows, sum(total_cost)::VARCHAR AS cost,
      sum(('0x' || substr(md5(trace_id || '|' || id || '|' || epoch_us(start_time)::VARCHAR || '|' || coalesce(input, '') || '|' ||
        coalesce(output, '')), 1, 15))::BIGINT::HUGEINT)::VARCHAR AS hash FROM read_parquet('${folder}/observations/*.parquet')`);
    return answer.getRowObjectsJson()[0] as unknown as Contents;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** File by file and group by group, so that it takes little memory. */
export async function contentsByHyparquet(folder: string): Promise<Contents> {
  let [rows, picoDollars, hash] = [0, 0n, 0n];
  for (const name of (await readdir(join(folder, 'observations'))).toSorted()) {
    await using handle = await open(join(folder, 'observations', name));
    const { size } = await handle.stat();
    const file = {
      byteLength: size,
      slice: async (start: number, end = size) => {
        const bytes = new Uint8Array(end - start);
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    };
    const metadata = await parquetMetadataAsync(file);
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      const columns = ['trace_id', 'id', 'start_time', 'input', 'output', 'total_cost'];
      const compressors = { ZSTD: (input: Uint8Array) => zstdDecompressSync(input) };
      const read = await parquetReadObjects({ file, metadata, columns, compressors, rowStart, rowEnd });
      for (const row of read as { [column: string]: unknown; start_time: Date }[]) {
        const time = BigInt(row.start_time.getTime()) * 1000n;
        const text = [row['trace_id'], row['id'], time, row['input'] ?? '', row['output'] ?? ''].map(String).join('|');
        hash += BigInt(`0x${createHash('md5').update(text).digest('hex').slice(0, 15)}`);
        picoDollars += BigInt(Math.round(Number(row['total_cost']) * 1e12));
      }
      rows += read.length;
      rowStart = rowEnd;
    }
  }
  const digits = picoDollars.toString().padStart(13, '0');
  return { rows, cost: `${digits.slice(0, -12)}.${digits.slice(-12)}`, hash: hash.toString() };
}
