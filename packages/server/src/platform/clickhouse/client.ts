/**
 * ClickHouse by the official client, whether it is embedded, one server or a cluster. Every query belongs to a class
 * that limits it, names who asked, and has its rows checked against a schema, so that a changed column becomes an
 * error and never a wrong number.
 */
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import type { z } from 'zod';
import { AppError } from '#domain/errors';
import { failpoint } from '#platform/failpoint/failpoint';
import { JSON_LINES } from './batch-row.ts';
import type { RowForm } from './batch-row.ts';
import { toEngineError } from './engine-error.ts';
import { CLASS_LIMITS, settingsOf } from './query-class.ts';
import type { Asker, QueryClass } from './query-class.ts';
import { maskSettings } from './read-masks.ts';
import type { ReadMasks } from './read-masks.ts';
import { renderSql } from './sql.ts';
import type { Sql } from './sql.ts';

export interface ReadRequest<Row extends z.ZodType> extends Asker {
  sql: Sql;
  schema: Row;
  class: QueryClass;
  signal?: AbortSignal;
  /** Reads hidden rows too. Ingestion and purges always do. */
  unmasked?: boolean;
}

/** Rows as JSON lines, each ended by a newline, or in any form, in pieces that are cut anywhere. */
export type InsertRequest = Asker & { table: string; class: QueryClass } & (
    | { ndjson: Uint8Array }
    | { form: RowForm; body: readonly Uint8Array[] }
  );

export interface CommandRequest extends Asker {
  sql: Sql;
  class: QueryClass;
}

export interface ClickHouse extends AsyncDisposable {
  /** All rows of a bounded answer. Rejects with `invalid` (422) at a limit, `unavailable` when the engine is away. */
  query<Row extends z.ZodType>(request: ReadRequest<Row>): Promise<z.output<Row>[]>;
  /** Rows in batches as they come, for answers of any size. */
  stream<Row extends z.ZodType>(request: ReadRequest<Row>): AsyncIterable<z.output<Row>[]>;
  /** Resolves when the rows are in a part on disk. */
  insert(request: InsertRequest): Promise<void>;
  /** A statement without an answer. */
  command(request: CommandRequest): Promise<void>;
  ping(): Promise<boolean>;
}

export interface ClickHouseOptions {
  /** `http://user:password@host:port/database`. */
  url: string;
  /** Where `ui` and `api` queries go; `url` unless given. */
  readUrl?: string | undefined;
  /** Where `export` queries go; `readUrl` unless given. */
  exportUrl?: string | undefined;
  /** What the reads of people and programs leave out. */
  masks?: ReadMasks;
}

export function connectClickHouse(options: ClickHouseOptions): ClickHouse {
  const clients = new Map<QueryClass, ClickHouseClient>();
  const clientOf = (queryClass: QueryClass) => {
    const known = clients.get(queryClass);
    if (known) return known;
    const made = openClient(options, queryClass);
    clients.set(queryClass, made);
    return made;
  };
  return {
    query: (request) => run(request.class, () => queryRows(clientOf(request.class), request, options.masks)),
    stream: (request) => streamRows(clientOf(request.class), request, options.masks),
    insert: (request) => run(request.class, () => insertRows(clientOf(request.class), request)),
    command: (request) => run(request.class, () => command(clientOf(request.class), request)),
    ping: async () => (await clientOf('ui').ping()).success,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

/** A client per class, so that a class that fills its connections leaves the others theirs. */
function openClient(options: ClickHouseOptions, queryClass: QueryClass): ClickHouseClient {
  const limits = CLASS_LIMITS[queryClass];
  const readUrl = options.readUrl ?? options.url;
  const urls = { write: options.url, read: readUrl, export: options.exportUrl ?? readUrl };
  return createClient({
    url: urls[limits.endpoint],
    application: 'tidemark',
    max_open_connections: limits.maxConnections,
    request_timeout: (limits.maxExecutionTime + 15) * 1000,
    keep_alive: { enabled: true, idle_socket_ttl: 2000, eagerly_destroy_stale_sockets: true },
    use_multipart_params_auto: true,
    // Every failure is thrown and logged by who asked; the client's own lines would say it twice.
    log: { level: ClickHouseLogLevel.OFF },
  });
}

async function run<T>(queryClass: QueryClass, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toEngineError(error, queryClass);
  }
}

async function queryRows<Row extends z.ZodType>(
  client: ClickHouseClient,
  request: ReadRequest<Row>,
  masks: ReadMasks | undefined,
) {
  const { text, params } = renderSql(request.sql);
  const answer = await client.query({
    query: text,
    query_params: params,
    format: 'JSONEachRow',
    clickhouse_settings: { ...settingsOf(request.class, request), ...maskSettings(masks, request) },
    ...(request.signal ? { abort_signal: request.signal } : {}),
  });
  return (await answer.json()).map((row) => parseRow(request, row));
}

async function* streamRows<Row extends z.ZodType>(
  client: ClickHouseClient,
  request: ReadRequest<Row>,
  masks: ReadMasks | undefined,
) {
  const { text, params } = renderSql(request.sql);
  try {
    const answer = await client.query({
      query: text,
      query_params: params,
      format: 'JSONEachRow',
      clickhouse_settings: { ...settingsOf(request.class, request), ...maskSettings(masks, request) },
      ...(request.signal ? { abort_signal: request.signal } : {}),
    });
    for await (const batch of answer.stream()) yield batch.map((row) => parseRow(request, row.json()));
  } catch (error) {
    throw toEngineError(error, request.class);
  }
}

function parseRow<Row extends z.ZodType>(request: ReadRequest<Row>, row: unknown): z.output<Row> {
  const parsed = request.schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new AppError('internal', 'Something went wrong on our side', {
    cause: new Error(`A row of ${request.who} is not as expected`, { cause: parsed.error }),
  });
}

async function insertRows(client: ClickHouseClient, request: InsertRequest): Promise<void> {
  const { form, body } = 'form' in request ? request : { form: JSON_LINES, body: [request.ndjson] };
  const answer = await client.exec({
    query: `INSERT INTO ${tableName(request.table)} ${form}`,
    values: Readable.from(inHalves(body), { objectMode: false }),
    clickhouse_settings: settingsOf(request.class, request),
  });
  answer.stream.resume();
}

/** The piece in the middle is cut in two, so that there is a moment in which an INSERT can be cut off. */
async function* inHalves(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  const middle = pieces.length >> 1;
  for (const [index, piece] of pieces.entries()) {
    if (index !== middle) yield piece;
    else {
      const half = piece.length >> 1;
      yield piece.subarray(0, half);
      await failpoint('K9', () => wait(50));
      yield piece.subarray(half);
    }
  }
}

async function command(client: ClickHouseClient, request: CommandRequest): Promise<void> {
  const { text, params } = renderSql(request.sql);
  await client.command({ query: text, query_params: params, clickhouse_settings: settingsOf(request.class, request) });
}

function tableName(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new AppError('internal', `Not a table: ${name}`);
  return name;
}
