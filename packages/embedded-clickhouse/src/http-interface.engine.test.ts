import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { deflateSync, gunzipSync, gzipSync, inflateSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { createClient, ClickHouseError } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request, rowsOf, startTestEngine } from './test-engine.ts';
import type { TestEngine } from './test-engine.ts';

let shared: TestEngine;

beforeAll(async () => {
  shared = await startTestEngine();
});

afterAll(() => shared[Symbol.asyncDispose]());

async function createTable(columns: string): Promise<string> {
  const name = `t_${Math.random().toString(36).slice(2)}`;
  await shared.client.command({ query: `CREATE TABLE ${name} (${columns}) ENGINE = MergeTree ORDER BY tuple()` });
  return name;
}

describe('inserts', () => {
  test('rows inserted as an array are read back, with the summary of what was written', async () => {
    const table = await createTable('id UInt64, name String, at DateTime64(6)');
    const values = [
      { id: 1, name: 'żółw ☂ "quoted" \\ \n', at: '2026-11-20 10:00:00.123456' },
      { id: 2, name: '', at: '1970-01-01 00:00:00.000000' },
    ];
    const result = await shared.client.insert({ table, values, format: 'JSONEachRow' });
    expect(result.summary).toMatchObject({ written_rows: '2' });
    expect(await rowsOf(shared.client, `SELECT * FROM ${table} ORDER BY id`)).toEqual(values);
  });

  test('a stream of raw bytes is inserted whole, whatever its chunks', async () => {
    const table = await createTable('id UInt64, text String');
    const lines = Array.from({ length: 5_000 }, (_, id) => `${JSON.stringify({ id, text: `row ${id}` })}\n`).join('');
    const bytes = Buffer.from(lines);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 977) }, (_, i) =>
      bytes.subarray(i * 977, (i + 1) * 977),
    );
    const values = Readable.from(chunks, { objectMode: false });
    const result = await shared.client.exec({ query: `INSERT INTO ${table} FORMAT JSONEachRow`, values });
    result.stream.resume();
    expect(await rowsOf(shared.client, `SELECT count() AS n, uniqExact(id) AS u FROM ${table}`)).toEqual([
      { n: 5000, u: 5000 },
    ]);
  });

  test('a row that cannot be parsed fails the insert with its code and writes nothing', async () => {
    const table = await createTable('id UInt64');
    const body = `INSERT INTO ${table} FORMAT JSONEachRow {"id":1} {"id":"x"}`;
    const response = await request(shared.engine, { body });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-clickhouse-exception-code')).toBe('27');
    expect(await rowsOf(shared.client, `SELECT count() AS n FROM ${table}`)).toEqual([{ n: 0 }]);
  });

  test('an insert is acknowledged only when it is readable and synced', async () => {
    const rows = await rowsOf(
      shared.client,
      `SELECT name, value FROM system.settings WHERE name = 'async_insert'
       UNION ALL SELECT name, value FROM system.merge_tree_settings WHERE name LIKE 'fsync%' ORDER BY name`,
    );
    expect(rows).toEqual([
      { name: 'async_insert', value: '0' },
      { name: 'fsync_after_insert', value: '1' },
      { name: 'fsync_part_directory', value: '1' },
    ]);
  });
});

describe('queries', () => {
  test.each([
    ['JSONEachRow', '{"a":1,"b":"x"}\n'],
    ['JSONCompactEachRow', '[1, "x"]\n'],
    ['JSONCompactEachRowWithNames', '["a", "b"]\n[1, "x"]\n'],
    ['CSV', '1,"x"\n'],
    ['CSVWithNames', '"a","b"\n1,"x"\n'],
    ['TabSeparated', '1\tx\n'],
  ] as const)('%s comes as the client expects it', async (format, expected) => {
    const result = await shared.client.query({ query: "SELECT 1 AS a, 'x' AS b", format });
    expect(await result.text()).toBe(expected);
  });

  test('JSON carries meta, rows and statistics', async () => {
    const result = await shared.client.query({ query: 'SELECT number FROM numbers(3)', format: 'JSON' });
    const answer = await result.json<{ number: number | string }>();
    expect(answer.rows).toBe(3);
    expect(answer.meta).toEqual([{ name: 'number', type: 'UInt64' }]);
    expect(answer.data.map((row) => Number(row.number))).toEqual([0, 1, 2]);
  });

  test('Parquet comes as one file, however many blocks', async () => {
    const response = await request(shared.engine, { body: 'SELECT number FROM numbers(300000) FORMAT Parquet' });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
    expect(bytes.subarray(-4).toString()).toBe('PAR1');
    expect(bytes.indexOf('PAR1', 4)).toBe(bytes.length - 4);
  });

  test('typed parameters reach the query unharmed, also in parallel', async () => {
    const query =
      'SELECT {text:String} AS text, {ids:Array(UInt64)} AS ids, {at:DateTime64(3)} AS at, {none:Nullable(String)} AS none';
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const text = `${i} '; DROP TABLE x -- \\ \n\t"{a:String}`;
        const query_params = { text, ids: [i, i + 1], at: new Date('2026-11-20T10:00:00.123Z'), none: null };
        const rows = await (await shared.client.query({ query, query_params, format: 'JSONEachRow' })).json();
        return { rows, expected: [{ text, ids: [i, i + 1], at: '2026-11-20 10:00:00.123', none: null }] };
      }),
    );
    for (const { rows, expected } of answers) expect(rows).toEqual(expected);
  });

  test('a setting of one query never reaches another', async () => {
    const query = "SELECT getSetting('max_block_size') AS size, getSetting('max_result_rows') AS rows";
    const [before] = await rowsOf(shared.client, query);
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const changed = { clickhouse_settings: { max_block_size: String(1000 + i), max_result_rows: '77' } };
        const options = i % 2 === 0 ? {} : changed;
        const [row] = await (await shared.client.query({ query, format: 'JSONEachRow', ...options })).json();
        return { row, expected: i % 2 === 0 ? before : { size: 1000 + i, rows: 77 } };
      }),
    );
    for (const { row, expected } of answers) expect(row).toEqual(expected);
    await shared.client.command({ query: 'SET max_block_size = 5' });
    expect(await rowsOf(shared.client, query)).toEqual([before]);
  });

  test('the database of a request holds for that request alone', async () => {
    await shared.client.command({ query: 'CREATE DATABASE IF NOT EXISTS other' });
    const inOther = await request(shared.engine, { query: 'database=other', body: 'SELECT currentDatabase()' });
    expect(await inOther.text()).toBe('other\n');
    expect(await rowsOf(shared.client, 'SELECT currentDatabase() AS db')).toEqual([{ db: 'default' }]);
  });

  test('a session keeps its temporary table, and nobody else sees it', async () => {
    const query = 'session_id=one';
    await request(shared.engine, { query, body: 'CREATE TEMPORARY TABLE mine (a UInt8)' });
    expect((await request(shared.engine, { query, body: 'SELECT count() FROM mine' })).status).toBe(200);
    expect((await request(shared.engine, { body: 'SELECT count() FROM mine' })).status).toBe(404);
  });

  test('times are UTC wherever the server stands', async () => {
    expect(await rowsOf(shared.client, 'SELECT timezone() AS zone')).toEqual([{ zone: 'UTC' }]);
  });

  test('the answer names its query, format and summary', async () => {
    const response = await request(shared.engine, { query: 'query_id=my-own-id', body: 'SELECT 1 FORMAT JSONEachRow' });
    expect(response.headers.get('x-clickhouse-query-id')).toBe('my-own-id');
    expect(response.headers.get('x-clickhouse-format')).toBe('JSONEachRow');
    expect(JSON.parse(response.headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ read_rows: '1' });
  });
});

describe('compression', () => {
  test('the client compresses both ways', async () => {
    const client = createClient({ url: shared.engine.url, compression: { request: true, response: true } });
    const table = await createTable('text String');
    const values = [{ text: 'z'.repeat(100_000) }];
    await client.insert({ table, values, format: 'JSONEachRow' });
    expect(await rowsOf(client, `SELECT text FROM ${table}`)).toEqual(values);
    await client.close();
  });

  test.each([
    ['gzip', gzipSync, gunzipSync],
    ['zstd', zstdCompressSync, zstdDecompressSync],
    ['deflate', deflateSync, inflateSync],
  ] as const)('%s request and response bodies', async (encoding, compress, decompress) => {
    const { origin, username, password } = new URL(shared.engine.url);
    const answer = await new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
      const req = httpRequest(`${origin}/?enable_http_compression=1`, {
        method: 'POST',
        auth: `${username}:${password}`,
        agent: false,
      });
      req.setHeader('content-encoding', encoding).setHeader('accept-encoding', encoding);
      req.on('error', reject).on('response', async (res) => {
        const chunks = await res.toArray();
        resolve({ encoding: res.headers['content-encoding'], body: Buffer.concat(chunks) });
      });
      req.end(compress(Buffer.from("SELECT repeat('a', 1000)")));
    });
    expect(answer.encoding).toBe(encoding);
    expect(decompress(answer.body).toString()).toBe(`${'a'.repeat(1000)}\n`);
  });
});

describe('errors', () => {
  test.each([
    ['SELECT * FROM missing', '60', 'UNKNOWN_TABLE'],
    ["SELECT throwIf(1, 'mine')", '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
    ['SELECT {absent:String}', '456', 'UNKNOWN_QUERY_PARAMETER'],
  ])('%s is a typed error of the client', async (query, code, type) => {
    const failure = await shared.client.query({ query }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ClickHouseError);
    expect(failure).toMatchObject({ code, type });
  });

  test.each([
    ['SELEKT 1', 400, '62'],
    ['SELECT * FROM missing', 404, '60'],
    ['SELECT throwIf(1)', 500, '395'],
  ])('%s answers with status %i and its code', async (body, status, code) => {
    const response = await request(shared.engine, { body });
    expect(response.status).toBe(status);
    expect(response.headers.get('x-clickhouse-exception-code')).toBe(code);
    expect(await response.text()).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: `));
  });
});

describe('who may ask', () => {
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  test.each([
    ['no secret', {}, 500, '700'],
    ['the wrong secret', basic('client:wrong'), 403, '516'],
    ['the internal user', basic('default:'), 500, '700'],
    ['an unknown user', basic('root:'), 403, '516'],
  ])('%s is refused', async (_, headers, status, code) => {
    const response = await request(shared.engine, { body: 'SELECT 1', headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('x-clickhouse-exception-code')).toBe(code);
  });

  test('only /ping needs no secret', async () => {
    const { origin } = new URL(shared.engine.url);
    expect(await (await fetch(`${origin}/ping`, { headers: { connection: 'close' } })).text()).toBe('Ok.\n');
    expect(await shared.client.ping()).toEqual({ success: true });
  });

  test.each([
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    "CREATE TABLE f (a String) ENGINE = File(CSV, '/etc/passwd')",
  ])('SQL cannot reach files of the machine: %s', async (query) => {
    await expect(shared.client.command({ query })).rejects.toMatchObject({ code: '497' });
  });
});
