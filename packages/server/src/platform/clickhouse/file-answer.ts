import { pipeline, Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';
import { AppError } from '#domain/errors';
import { settingsOf } from './query-class.ts';
import type { Asker, QueryClass } from './query-class.ts';
import { spentOf } from './query-seen.ts';
import type { Spent } from './query-seen.ts';
import { maskSettings } from './read-masks.ts';
import type { ReadMasks } from './read-masks.ts';
import { renderSql } from './sql.ts';
import type { Sql } from './sql.ts';

export const FILE_FORMATS = ['parquet', 'csv', 'jsonl', 'json'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
/** Of the file as a whole. Parquet packs its own columns, so it has none. */
export type FileCompression = 'none' | 'gzip' | 'zstd';

export interface FileAnswerRequest extends Asker {
  /** Without FORMAT. */
  sql: Sql;
  class: QueryClass;
  format: FileFormat;
  compression: FileCompression;
  /**
   * The engine answers nothing before it has all of it: an error is then an error and never the end of a file, and the
   * number of rows is known. Otherwise bytes come as they are made, and an error breaks the connection.
   */
  whole: boolean;
  /** Rows that the engine works on at once: memory grows with them, and very small ones take time. */
  blockRows?: number;
  /** Instead of what the class has. */
  memoryBytes?: number;
  /** Instead of what the class has. */
  timeLimitSeconds?: number;
  signal?: AbortSignal;
}

/** A file as the engine writes it. Its bytes are to be read to their end, which rejects when they are not all of it. */
export interface FileAnswer {
  body: Readable;
  /** Null where the answer was begun before it was known. */
  rows: number | null;
  spent: Spent;
}

/** Bytes of a group of rows of a Parquet file: the engine holds one of them in memory. */
const ROW_GROUP_BYTES = 16 * 1024 * 1024;
const BLOCK_ROWS = 1024;
const ROW_GROUP_ROWS = 10_000;
const ENGINE_FORMAT: Record<FileFormat, string> = {
  parquet: 'Parquet',
  csv: 'CSVWithNames',
  jsonl: 'JSONEachRow',
  json: 'JSONEachRow',
};

export async function fileAnswer(
  client: ClickHouseClient,
  request: FileAnswerRequest,
  masks: ReadMasks | undefined,
): Promise<FileAnswer> {
  const { text, params } = renderSql(request.sql);
  const { compression } = request;
  const isPacked = compression !== 'none' && request.format !== 'parquet';
  const answer = await client.exec({
    query: `${text}\nFORMAT ${ENGINE_FORMAT[request.format]}`,
    query_params: params,
    clickhouse_settings: {
      ...settingsOf(request.class, request),
      ...maskSettings(masks, request),
      ...fileSettings(request),
      ...(isPacked ? { enable_http_compression: 1 } : {}),
    },
    decompress_response_stream: false,
    ...(isPacked ? { http_headers: { 'Accept-Encoding': compression } } : {}),
    ...(request.signal ? { abort_signal: request.signal } : {}),
  });
  if (isPacked && answer.response_headers['content-encoding'] !== compression) {
    answer.stream.destroy();
    throw new AppError('internal', 'Something went wrong on our side', {
      cause: new Error(`The engine did not pack its answer as ${compression}`),
    });
  }
  const spent = spentOf(answer.response_headers);
  const rows = request.whole ? rowsOf(answer.response_headers) : null;
  const tag = answer.response_headers['x-clickhouse-exception-tag'];
  const ending = isPacked ? null : { format: request.format, tag: typeof tag === 'string' ? tag : null };
  return { body: ending === null ? answer.stream : checked(answer.stream, ending), rows, spent };
}

function fileSettings(request: FileAnswerRequest): ClickHouseSettings {
  const { memoryBytes, timeLimitSeconds, blockRows = BLOCK_ROWS } = request;
  return {
    // So that a query whose client went away ends.
    readonly: '2',
    cancel_http_readonly_queries_on_client_close: 1,
    wait_end_of_query: request.whole ? 1 : 0,
    ...(memoryBytes === undefined
      ? {}
      : {
          max_memory_usage: String(memoryBytes),
          max_bytes_before_external_sort: String(memoryBytes / 2),
          max_bytes_before_external_group_by: String(memoryBytes / 2),
        }),
    ...(timeLimitSeconds === undefined ? {} : { max_execution_time: timeLimitSeconds }),
    // FINAL gathers as many rows as a block may have before it hands them on, however wide they are.
    max_block_size: String(Math.min(blockRows, BLOCK_ROWS)),
    output_format_parquet_row_group_size: String(ROW_GROUP_ROWS),
    output_format_parquet_row_group_size_bytes: String(ROW_GROUP_BYTES),
    output_format_parquet_compression_method: 'zstd',
    // A filter for each text of each group costs a quarter of the time, for readers that look single values up.
    output_format_parquet_write_bloom_filter: 0,
    output_format_parallel_formatting: 0,
    output_format_json_array_of_rows: request.format === 'json' ? 1 : 0,
    output_format_json_quote_decimals: 0,
    format_csv_null_representation: '',
    date_time_output_format: 'iso',
    date_time_input_format: 'best_effort',
    // A column of a file may have the name of one of the table and another value, which no condition must see.
    prefer_column_name_to_alias: 1,
    // What is asked of the newest version must not be asked of older ones, which would come back.
    optimize_move_to_prewhere_if_final: 0,
  };
}

function rowsOf(headers: Readonly<Record<string, string | string[] | undefined>>): number | null {
  const text = headers['x-clickhouse-summary'];
  if (typeof text !== 'string') return null;
  const rows = Number((JSON.parse(text) as Record<string, unknown>)['result_rows']);
  return Number.isSafeInteger(rows) ? rows : null;
}

/** The longest end of an answer in which the engine says what went wrong. */
const TAIL_BYTES = 32 * 1024;

/** How a file ends that has all of its rows. */
const ENDS: Record<FileFormat, string> = { parquet: 'PAR1', csv: '\n', jsonl: '\n', json: ']\n' };

/** Refuses bytes that end in what the engine has to say of a failure, or in the middle of a row. */
function checked(body: Readable, { format, tag }: { format: FileFormat; tag: string | null }): Readable {
  let tail: Buffer = Buffer.alloc(0);
  const check = new Transform({
    transform(chunk: Buffer, _, done) {
      tail =
        chunk.length >= TAIL_BYTES ? chunk.subarray(-TAIL_BYTES) : Buffer.concat([tail, chunk]).subarray(-TAIL_BYTES);
      done(null, chunk);
    },
    flush(done) {
      const isBroken = tag !== null && tail.includes(`__exception__\r\n${tag}`);
      const isWhole = tail.subarray(-ENDS[format].length).toString('latin1') === ENDS[format];
      done(isBroken || (!isWhole && (tail.length > 0 || format === 'parquet')) ? cutShort() : null);
    },
  });
  return pipeline(body, check, () => undefined);
}

function cutShort(): AppError {
  return new AppError('unavailable', 'The trace store did not send all of its answer');
}
