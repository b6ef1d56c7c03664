import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { parseError } from '@clickhouse/client';
import type { ClickHouseSettings } from '@clickhouse/client';
import { structureOf } from './file-of-rows.ts';
import type { FileOfRows } from './file-of-rows.ts';
import type { RenderedSql } from './sql.ts';

export interface FileQuery extends RenderedSql {
  /** `http://user:password@host:port/database`. */
  url: string;
  settings: ClickHouseSettings;
  file: FileOfRows;
  timeoutMs: number;
}

/**
 * Rows of an answer to a query that names a file as `file`. The official client sends no files, so this is the engine's
 * HTTP interface itself: one part of a form for the file, the rest in the address. The engine holds the asked columns of
 * the file in memory, within the limits of the query.
 */
export async function queryWithFile(query: FileQuery): Promise<unknown[]> {
  const boundary = `rows-${randomUUID()}`;
  const form = Readable.from(formOf(query.file, boundary));
  const answer = await fetch(addressOf(query), {
    method: 'POST',
    headers: { authorization: credentialsOf(query.url), 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: Readable.toWeb(form) as ReadableStream<Uint8Array>,
    duplex: 'half',
    signal: AbortSignal.timeout(query.timeoutMs),
  });
  const text = await answer.text();
  if (!answer.ok || answer.headers.has('x-clickhouse-exception-code')) throw parseError(text);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

async function* formOf(file: FileOfRows, boundary: string): AsyncGenerator<Uint8Array> {
  const head = [
    `--${boundary}`,
    'content-disposition: form-data; name="file"; filename="file"',
    'content-type: application/octet-stream',
  ];
  yield Buffer.from(`${head.join('\r\n')}\r\n\r\n`);
  for await (const piece of await file.open()) yield piece as Uint8Array;
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

function addressOf({ url, text, params, settings, file }: FileQuery): URL {
  const { origin, pathname } = new URL(url);
  const address = new URL(origin);
  const database = pathname.replace(/^\//, '');
  if (database !== '') address.searchParams.set('database', decodeURIComponent(database));
  address.searchParams.set('query', `${text} FORMAT JSONEachRow`);
  address.searchParams.set('file_format', file.format);
  address.searchParams.set('file_structure', structureOf(file.columns));
  // The whole answer or an error, never rows and then an error.
  address.searchParams.set('wait_end_of_query', '1');
  for (const [name, value] of Object.entries(params)) address.searchParams.set(`param_${name}`, escaped(value));
  for (const [name, value] of Object.entries(settings))
    if (value !== undefined) address.searchParams.set(name, String(value));
  return address;
}

/** As the engine reads a parameter: tab-separated text. */
function escaped(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => quoted(item)).join(',')}]`;
  return String(value).replaceAll(/[\\\t\n\r\0]/g, (found) => ESCAPES[found] ?? found);
}

function quoted(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return escaped(`'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'`);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': String.raw`\\`,
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\0': String.raw`\0`,
};

function credentialsOf(url: string): string {
  const { username, password } = new URL(url);
  const pair = `${decodeURIComponent(username || 'default')}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
