import { createServer, request as httpRequest } from 'node:http';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AddressInfo } from 'node:net';
import { parseJson } from './parse-json.ts';
import { readBody } from './read-body.ts';
import { toAppError } from '#domain/errors';

const limits = { wireBytes: 100_000, inflatedBytes: 1_000_000 };
const server = createServer((request, response) => {
  readBody(request, limits).then(
    ({ bytes }) => response.end(bytes.toString()),
    (error: unknown) => response.writeHead(toAppError(error).httpStatus).end(toAppError(error).message),
  );
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function send(body: Buffer, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const outgoing = httpRequest(
      { port, host: '127.0.0.1', method: 'POST', headers, agent: false },
      async (incoming) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk as Buffer);
        resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

test.each([
  ['identity', (text: string) => Buffer.from(text)],
  ['gzip', (text: string) => gzipSync(text)],
  ['zstd', (text: string) => zstdCompressSync(Buffer.from(text))],
] as const)('a %s body is read', async (encoding, pack) => {
  expect(await send(pack('hello'), { 'content-encoding': encoding })).toEqual({ status: 200, text: 'hello' });
});

test('C04: a body over the limit is 413, declared or not', async () => {
  expect((await send(Buffer.alloc(200_000), { 'content-length': '200000' })).status).toBe(413);
  expect((await send(Buffer.alloc(200_000), { 'transfer-encoding': 'chunked' })).status).toBe(413);
});

test('C02: a small body that unpacks to more than the cap is 413', async () => {
  expect((await send(gzipSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'gzip' })).status).toBe(413);
});

test('two encodings, an unknown one and a broken one are refused', async () => {
  expect((await send(Buffer.from('x'), { 'content-encoding': 'gzip, gzip' })).status).toBe(415);
  expect((await send(Buffer.from('x'), { 'content-encoding': 'br' })).status).toBe(415);
  expect(await send(Buffer.from('not gzip'), { 'content-encoding': 'gzip' })).toEqual({
    status: 400,
    text: 'Failed to decompress request body',
  });
});

test('C05: JSON deeper than 64 is refused, brackets in strings do not count', () => {
  const nested = (depth: number) => Buffer.from('['.repeat(depth) + ']'.repeat(depth));
  expect(parseJson(nested(64), 'Body')).toBeInstanceOf(Array);
  expect(() => parseJson(nested(65), 'Body')).toThrow(/deeper than 64/);
  expect(() => parseJson(nested(10_000), 'Body')).toThrow(/deeper than 64/);
  expect(() => parseJson(nested(1_000_000), 'Body')).toThrow(/deeper than 64/);
  const text = '\\"[['.repeat(100);
  expect(parseJson(Buffer.from(`{"a":${JSON.stringify(text)}}`), 'Body')).toEqual({ a: text });
  expect(() => parseJson(Buffer.from('{"a":'), 'Body')).toThrow(/Body:/);
  expect(() => parseJson(Buffer.alloc(0), 'Body')).toThrow(/empty/);
});
