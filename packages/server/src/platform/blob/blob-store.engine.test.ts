import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BlobStore } from './blob-store.ts';
import { openBlobStore } from './open-blob-store.ts';

const STORES = {
  disk: async (folder: string) => ({ url: pathToFileURL(folder).href, stop: async () => undefined }),
  s3: async (folder: string) => {
    const server = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: folder,
      configureBuckets: [{ name: 'blobs', configs: [] }],
    });
    const { port } = await server.run();
    const url = `s3://S3RVER:S3RVER@blobs/tidemark?region=us-east-1&endpoint=${encodeURIComponent(`http://127.0.0.1:${port}`)}`;
    return { url, stop: () => server.close() };
  },
};

describe.each(Object.entries(STORES))('blobs on %s', (_name, start) => {
  let folder: string;
  let store: BlobStore;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blobs-'));
    const running = await start(folder);
    stop = running.stop;
    store = await openBlobStore(running.url, randomUUID);
  });

  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('what was put is read back byte by byte, also as a stream', async () => {
    const body = randomBytes(300_000);
    await store.put('projects/p1/segments/a.seg', body);
    expect(Buffer.from(await store.get('projects/p1/segments/a.seg')).equals(body)).toBe(true);
    const chunks: Buffer[] = [];
    for await (const chunk of await store.getStream('projects/p1/segments/a.seg')) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).equals(body)).toBe(true);
  });

  test('a body of unknown size is stored as a whole in pieces of any length, and not at all when it breaks off', async () => {
    const pieces = [randomBytes(5), randomBytes(9 * 2 ** 20), randomBytes(8 * 2 ** 20 - 5), randomBytes(77)];
    const sizeBytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    expect(await store.putStream('projects/p1/exports/long', Readable.from(pieces))).toBe(sizeBytes);
    expect(Buffer.concat(pieces).equals(await store.get('projects/p1/exports/long'))).toBe(true);
    expect(await store.putStream('projects/p1/exports/none', Readable.from([]))).toBe(0);
    expect(await store.get('projects/p1/exports/none')).toHaveLength(0);
    for (const count of [1, 3]) {
      const broken = async function* () {
        yield* pieces.slice(0, count);
        throw new Error('cut off');
      };
      await expect(store.putStream('projects/p1/exports/broken', broken())).rejects.toThrow('cut off');
    }
    expect(await store.exists('projects/p1/exports/broken')).toBe(false);
    expect((await store.measure('projects/p1/exports/')).leftovers).toBe(0);
  });

  test('a list is in order and stays below its prefix', async () => {
    for (const name of ['b', 'a', 'c']) await store.put(`projects/p2/${name}`, Buffer.from(name));
    await store.put('projects/p22/x', Buffer.from('x'));
    const keys: string[] = [];
    for await (const { key, sizeBytes } of store.list('projects/p2/')) keys.push(`${key}:${sizeBytes}`);
    expect(keys).toEqual(['projects/p2/a:1', 'projects/p2/b:1', 'projects/p2/c:1']);
  });

  test('deleting a prefix takes all of it and nothing of a neighbour whose name begins the same', async () => {
    for (const key of ['projects/p3/a', 'projects/p3/b/c', 'projects/p33/a']) await store.put(key, Buffer.from('x'));
    expect(await store.deletePrefix('projects/p3/')).toBe(2);
    expect(await store.exists('projects/p3/b/c')).toBe(false);
    expect(await store.exists('projects/p33/a')).toBe(true);
  });

  test('F15: what is measured below a prefix is nothing after it was deleted', async () => {
    for (let n = 0; n < 20; n += 1) await store.put(`projects/p4/${n}/object`, Buffer.from('xy'));
    expect(await store.measure('projects/p4/')).toEqual({ objects: 20, bytes: 40, leftovers: 0 });
    expect(await store.deletePrefix('projects/p4/')).toBe(20);
    expect(await store.measure('projects/p4/')).toEqual({ objects: 0, bytes: 0, leftovers: 0 });
  });

  test('an absent blob is not_found, and deleting it is no error', async () => {
    await expect(store.get('projects/none')).rejects.toMatchObject({ code: 'not_found' });
    await expect(store.getStream('projects/none')).rejects.toMatchObject({ code: 'not_found' });
    expect(await store.exists('projects/none')).toBe(false);
    await store.delete('projects/none');
  });

  test.each(['../x', 'a/../b', '/a', 'a//b', 'a/.hidden', 'a b', ''])(
    'a key that is not ours is refused: %j',
    async (key) => {
      await expect(Promise.resolve().then(() => store.put(key, Buffer.from('x')))).rejects.toThrow(/Not a blob key/);
    },
  );
});

test('F15: thousands of objects on disk and a write that was never finished are measured, and go with their prefix', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'blobs-'));
  await using store = await openBlobStore(pathToFileURL(folder).href, randomUUID);
  for (let n = 0; n < 1200; n += 1) await store.put(`projects/p5/segments/${n}.seg`, Buffer.from('abc'));
  await writeFile(join(folder, 'projects/p5/segments/.b.seg.open'), 'left behind');
  expect(await store.measure('projects/p5/')).toEqual({ objects: 1200, bytes: 3611, leftovers: 1 });
  await store.deletePrefix('projects/p5/');
  expect(await store.measure('projects/p5/')).toEqual({ objects: 0, bytes: 0, leftovers: 0 });
  await rm(folder, { recursive: true, force: true });
});
