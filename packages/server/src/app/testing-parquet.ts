import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetReadObjects } from 'hyparquet';

/** The rows of a Parquet file as a reader of pure JavaScript finds them. */
export function readParquet(bytes: Buffer, columns?: string[]): Promise<Record<string, unknown>[]> {
  const file = new Uint8Array(bytes).buffer;
  return parquetReadObjects({
    file,
    ...(columns ? { columns } : {}),
    compressors: { ZSTD: (input) => zstdDecompressSync(input) },
  });
}

/** Asks DuckDB about these Parquet files, which it sees as `files`. Values are as DuckDB writes them in JSON. */
export async function askDuckDb(files: readonly Buffer[], sql: string): Promise<Record<string, unknown>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parquet-'));
  try {
    for (const [index, bytes] of files.entries())
      await writeFile(join(folder, `${String(index).padStart(6, '0')}.parquet`), bytes);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    try {
      await connection.run("SET TimeZone = 'UTC'");
      await connection.run(`CREATE VIEW files AS SELECT * FROM read_parquet('${folder}/*.parquet')`);
      return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[];
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
