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
import { createWaitingLine } from '#platform/process/waiting-line';
import type { LineState, WaitingLine } from '#platform/process/waiting-line';
import { JSON_LINES } from './batch-row.ts';
import type { RowForm } from './batch-row.ts';
import { toEngineError } from './engine-error.ts';
import { fileAnswer } from './file-answer.ts';
import type { FileAnswer, FileAnswerRequest } from './file-answer.ts';
import { queryWithFile } from './file-query.ts';
import type { FileOfRows } from './file-of-rows.ts';
import { CLASS_LIMITS, LOAD_SETTINGS, QUERY_CLASSES, settingsOf, STREAMED } from './query-class.ts';
import type { Asker, QueryClass, WritingClass } from './query-class.ts';
import { NOTHING_SPENT, outcomeOf, spentOf } from './query-seen.ts';
import type { QuerySeen, Spent } from './query-seen.ts';
import { leaveStalled } from './leave-stalled.ts';
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
export type InsertRequest = Asker & { table: string; class: WritingClass } & (
    | { ndjson: Uint8Array }
    | { form: RowForm; body: readonly Uint8Array[] }
  );

export interface CommandRequest extends Asker {
  sql: Sql;
  class: WritingClass;
}

/** A query that names a file as `file` (`FILE`), for answers that fit into memory. */
export type FileReadRequest<Row extends z.ZodType> = ReadRequest<Row> & { file: FileOfRows };

/** `INSERT INTO … SELECT … FROM ${fileInput(columns)}`, with the file that the engine reads. */
export interface LoadRequest extends CommandRequest {
  file: FileOfRows;
  signal?: AbortSignal;
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
  /** The answer as a file that the engine writes; `take` reads it to its end, and the statement lasts as long as that. */
  writeFile<T>(request: FileAnswerRequest, take: (file: FileAnswer) => Promise<T>): Promise<T>;
  queryFile<Row extends z.ZodType>(request: FileReadRequest<Row>): Promise<z.output<Row>[]>;
  /** Resolves when the rows that were taken of the file are in parts on disk; a file that cannot be read in full may have left some. */
  load(request: LoadRequest): Promise<void>;
  ping(): Promise<boolean>;
  /** Statements of this process by class: a class that has too many makes the next ones wait, and then refuses them. */
  lines(): Record<QueryClass, LineState>;
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
  /** Is told of every statement that ended; must not throw. */
  onQuery?(seen: QuerySeen): void;
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
  const lines = Object.fromEntries(
    QUERY_CLASSES.map((name) => [name, createWaitingLine(`class ${name}`, CLASS_LIMITS[name])]),
  ) as Record<QueryClass, WaitingLine>;
  const streamed = createWaitingLine('answers that are read as they come', STREAMED);
  const statements: Statements = { clientOf, lines, onQuery: options.onQuery };
  return {
    query: (request) => run(statements, request, (client) => queryRows(client, request, options.masks)),
    stream: (request) => streamRows(statements, request, options.masks),
    insert: async (request) => {
      await run(statements, request, (client) => insertRows(client, request));
    },
    command: async (request) => {
      await run(statements, request, (client) => command(client, request));
    },
    writeFile: async (request, take) => {
      using _place = request.whole ? null : await streamed.enter(request.signal);
      // Awaited here: the place is given back when this ends.
      return await run(statements, request, async (client) => {
        const file = await fileAnswer(client, request, options.masks);
        const body = request.whole ? file.body : leaveStalled(file.body, STREAMED.stalledAfterMs);
        try {
          return { answer: await take({ ...file, body }), spent: file.spent };
        } finally {
          body.destroy();
          file.body.destroy();
        }
      });
    },
    queryFile: (request) =>
      run(statements, request, () => queryFileRows(urlOf(options, request.class), request, options.masks)),
    load: async (request) => {
      await run(statements, request, (client) => loadFile(client, request));
    },
    ping: async () => (await clientOf('ui').ping()).success,
    lines: () =>
      Object.fromEntries(QUERY_CLASSES.map((name) => [name, lines[name].state()])) as Record<QueryClass, LineState>,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}

interface Statements {
  clientOf(queryClass: QueryClass): ClickHouseClient;
  lines: Record<QueryClass, WaitingLine>;
  onQuery: ((seen: QuerySeen) => void) | undefined;
}

type AnyRequest = Asker & { class: QueryClass; signal?: AbortSignal };

/** A client per class, so that a class that fills its connections leaves the others theirs. */
function openClient(options: ClickHouseOptions, queryClass: QueryClass): ClickHouseClient {
  const limits = CLASS_LIMITS[queryClass];
  return createClient({
    url: urlOf(options, queryClass),
    application: 'tidemark',
    max_open_connections: limits.running,
    request_timeout: (limits.maxExecutionTime + 15) * 1000,
    keep_alive: { enabled: true, idle_socket_ttl: 2000, eagerly_destroy_stale_sockets: true },
    use_multipart_params_auto: true,
    // Every failure is thrown and logged by who asked; the client's own lines would say it twice.
    log: { level: ClickHouseLogLevel.OFF },
  });
}

function urlOf(options: ClickHouseOptions, queryClass: QueryClass): string {
  const readUrl = options.readUrl ?? options.url;
  const urls = { write: options.url, read: readUrl, export: options.exportUrl ?? readUrl };
  return urls[CLASS_LIMITS[queryClass].endpoint];
}

/** One statement, from its wait for a place to its end. */
interface Statement extends Disposable {
  client: ClickHouseClient;
  /** What it took, as soon as the engine says. */
  spent: Spent;
  /** The error as its caller is to know it. */
  failed(error: unknown): AppError;
}

async function begin(statements: Statements, request: AnyRequest): Promise<Statement> {
  const { class: queryClass, who, projectId, signal } = request;
  const startedAt = performance.now();
  let startMs = startedAt;
  const seen = (outcome: QuerySeen['outcome'], spent: Spent) =>
    statements.onQuery?.({
      class: queryClass,
      who,
      ...(projectId === undefined ? {} : { projectId }),
      ms: performance.now() - startedAt,
      waitedMs: startMs - startedAt,
      outcome,
      spent,
    });
  const place = await statements.lines[queryClass].enter(signal).catch((error: unknown) => {
    startMs = performance.now();
    seen(outcomeOf(error, signal), NOTHING_SPENT);
    throw error;
  });
  startMs = performance.now();
  let outcome: QuerySeen['outcome'] = 'ok';
  const statement: Statement = {
    client: statements.clientOf(queryClass),
    spent: NOTHING_SPENT,
    failed: (error) => {
      const known = toEngineError(error, queryClass);
      outcome = outcomeOf(known, signal);
      return known;
    },
    [Symbol.dispose]: () => {
      place[Symbol.dispose]();
      seen(outcome, statement.spent);
    },
  };
  return statement;
}

async function run<T>(
  statements: Statements,
  request: AnyRequest,
  call: (client: ClickHouseClient) => Promise<{ answer: T; spent: Spent }>,
): Promise<T> {
  using statement = await begin(statements, request);
  try {
    const { answer, spent } = await call(statement.client);
    statement.spent = spent;
    return answer;
  } catch (error) {
    throw statement.failed(error);
  }
}

async function queryRows<Row extends z.ZodType>(
  client: ClickHouseClient,
  request: ReadRequest<Row>,
  masks: ReadMasks | undefined,
) {
  const answer = await ask(client, request, masks);
  return {
    answer: (await answer.json()).map((row) => parseRow(request, row)),
    spent: spentOf(answer.response_headers),
  };
}

async function* streamRows<Row extends z.ZodType>(
  statements: Statements,
  request: ReadRequest<Row>,
  masks: ReadMasks | undefined,
) {
  using statement = await begin(statements, request);
  try {
    const answer = await ask(statement.client, request, masks);
    statement.spent = spentOf(answer.response_headers);
    for await (const batch of answer.stream()) yield batch.map((row) => parseRow(request, row.json()));
  } catch (error) {
    throw statement.failed(error);
  }
}

function ask<Row extends z.ZodType>(client: ClickHouseClient, request: ReadRequest<Row>, masks: ReadMasks | undefined) {
  const { text, params } = renderSql(request.sql);
  return client.query({
    query: text,
    query_params: params,
    format: 'JSONEachRow',
    clickhouse_settings: { ...settingsOf(request.class, request), ...maskSettings(masks, request) },
    ...(request.signal ? { abort_signal: request.signal } : {}),
  });
}

function parseRow<Row extends z.ZodType>(request: ReadRequest<Row>, row: unknown): z.output<Row> {
  const parsed = request.schema.safeParse(row);
  if (parsed.success) return parsed.data;
  throw new AppError('internal', 'Something went wrong on our side', {
    cause: new Error(`A row of ${request.who} is not as expected`, { cause: parsed.error }),
  });
}

async function insertRows(client: ClickHouseClient, request: InsertRequest) {
  const { form, body } = 'form' in request ? request : { form: JSON_LINES, body: [request.ndjson] };
  const answer = await client.exec({
    query: `INSERT INTO ${tableName(request.table)} ${form}`,
    values: Readable.from(inHalves(body), { objectMode: false }),
    clickhouse_settings: settingsOf(request.class, request),
  });
  answer.stream.resume();
  return { answer: undefined, spent: spentOf(answer.response_headers) };
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

async function command(client: ClickHouseClient, request: CommandRequest) {
  const { text, params } = renderSql(request.sql);
  const answer = await client.command({
    query: text,
    query_params: params,
    clickhouse_settings: settingsOf(request.class, request),
  });
  return { answer: undefined, spent: spentOf(answer.response_headers) };
}

async function queryFileRows<Row extends z.ZodType>(
  url: string,
  request: FileReadRequest<Row>,
  masks: ReadMasks | undefined,
) {
  const rows = await queryWithFile({
    ...renderSql(request.sql),
    url,
    file: request.file,
    settings: { ...settingsOf(request.class, request), ...maskSettings(masks, request) },
    timeoutMs: (CLASS_LIMITS[request.class].maxExecutionTime + 15) * 1000,
  });
  return { answer: rows.map((row) => parseRow(request, row)), spent: NOTHING_SPENT };
}

async function loadFile(client: ClickHouseClient, request: LoadRequest) {
  const { text, params } = renderSql(request.sql);
  const answer = await client.exec({
    query: `${text} FORMAT ${request.file.format}`,
    query_params: params,
    values: await request.file.open(),
    clickhouse_settings: { ...settingsOf(request.class, request), ...LOAD_SETTINGS },
    ...(request.signal ? { abort_signal: request.signal } : {}),
  });
  for await (const _ of answer.stream);
  return { answer: undefined, spent: spentOf(answer.response_headers) };
}

function tableName(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new AppError('internal', `Not a table: ${name}`);
  return name;
}
