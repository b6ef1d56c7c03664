import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBlobStore } from '../open-blob-store.ts';
import type { Destination, DestinationSettings } from './destination.ts';
import { openDestination } from './open-destination.ts';
import { startAzureServer } from './testing-azure.ts';

interface Running {
  settings: DestinationSettings;
  secret: string | null;
  /** Looked at from outside, past what is tested. */
  read(key: string): Promise<Buffer | null>;
  stop(): Promise<unknown>;
}

const settingsOf = (settings: Partial<DestinationSettings>): DestinationSettings => ({
  kind: 's3',
  bucket: 'files',
  region: '',
  endpoint: null,
  forcePathStyle: true,
  accessKeyId: 'S3RVER',
  ...settings,
});

async function startS3(folder: string, kind: 's3' | 'gcs'): Promise<Running> {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'files', configs: [] }],
  });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const store = await openBlobStore(`s3://S3RVER:S3RVER@files/?endpoint=${encodeURIComponent(endpoint)}`, () => '');
  return {
    settings: settingsOf({ kind, endpoint }),
    secret: 'S3RVER',
    read: async (key) => ((await store.exists(key)) ? Buffer.from(await store.get(key)) : null),
    stop: async () => {
      await store[Symbol.asyncDispose]();
      await server.close();
    },
  };
}

const AZURE_ACCOUNT = 'devstoreaccount1';
/** The key of the development account, which is public. */
const AZURE_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

async function startAzure(): Promise<Running> {
  const settings = settingsOf({ kind: 'azure', accessKeyId: AZURE_ACCOUNT });
  const real = inject('azureUrl');
  if (!real) {
    const server = await startAzureServer(AZURE_ACCOUNT, AZURE_KEY);
    return {
      settings: { ...settings, endpoint: server.endpoint },
      secret: AZURE_KEY,
      read: async (key) => server.read(key),
      stop: async () => server.stop(),
    };
  }
  const client = new BlobServiceClient(real, new StorageSharedKeyCredential(AZURE_ACCOUNT, AZURE_KEY));
  const container = client.getContainerClient('files');
  await container.createIfNotExists();
  return {
    settings: { ...settings, endpoint: real },
    secret: AZURE_KEY,
    read: (key) =>
      container
        .getBlobClient(key)
        .downloadToBuffer()
        .catch(() => null),
    stop: () => container.deleteIfExists(),
  };
}

const KINDS: Record<string, (folder: string) => Promise<Running>> = {
  folder: async (folder) => ({
    settings: settingsOf({ kind: 'folder', bucket: join(folder, 'deep/inside'), accessKeyId: null }),
    secret: null,
    read: (key) => readFile(join(folder, 'deep/inside', key)).catch(() => null),
    stop: async () => undefined,
  }),
  s3: (folder) => startS3(folder, 's3'),
  gcs: (folder) => startS3(folder, 'gcs'),
  azure: startAzure,
};

const file = (bytes: Buffer) => ({
  body: Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)], { objectMode: false }),
  sizeBytes: bytes.length,
  contentType: 'application/octet-stream',
});

describe.each(Object.keys(KINDS))('a destination of the kind %s', (kind) => {
  let folder: string;
  let running: Running;
  let destination: Destination;
  const allowed = () => ({ privateHosts: ['127.0.0.1'], folders: [folder] });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'destination-'));
    running = await KINDS[kind]!(folder);
    destination = await openDestination(running.settings, running.secret, allowed());
  });
  afterAll(async () => {
    await destination[Symbol.asyncDispose]();
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('has what was put byte by byte, once more over what was there, and not after it was deleted', async () => {
    for (const bytes of [randomBytes(20_000_000), randomBytes(3000)]) {
      await destination.put('in/some/place=1.parquet', file(bytes));
      expect((await running.read('in/some/place=1.parquet'))?.equals(bytes)).toBe(true);
    }
    await destination.delete('in/some/place=1.parquet');
    expect(await running.read('in/some/place=1.parquet')).toBeNull();
    await destination.delete('in/some/place=1.parquet');
  });

  test('keeps nothing of a file that broke off', async () => {
    const body = Readable.from(
      (async function* () {
        yield randomBytes(50_000);
        throw new Error('it broke off');
      })(),
      { objectMode: false },
    );
    const broken = { body, sizeBytes: 100_000, contentType: 'text/plain' };
    await expect(destination.put('broken.csv', broken)).rejects.toThrow(/broke off/);
    expect(await running.read('broken.csv')).toBeNull();
  });

  test.each(['../up', 'a/../../b', '/absolute', 'a//b', 'nul\0', ''])('takes nothing under the key %j', async (key) => {
    await expect(destination.put(key, file(Buffer.alloc(2000)))).rejects.toThrow(/Not a key/);
  });

  test.skipIf(kind === 'folder')('says what the other side said of a wrong key, and nothing of the key', async () => {
    const wrong = Buffer.from('a wrong secret of the user').toString('base64');
    // The server for tests of S3 knows one key pair and looks at its id only.
    const settings = kind === 'azure' ? running.settings : { ...running.settings, accessKeyId: 'ANOTHER' };
    await using refused = await openDestination(settings, wrong, allowed());
    const error = await refused.put('x', file(Buffer.alloc(2000))).catch((one: Error) => one);
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringMatching(/403/) });
    expect(String(error)).not.toContain(wrong);
  });

  test.skipIf(kind === 'folder')('is not connected to where the operator does not allow it', async () => {
    await using refused = await openDestination(running.settings, running.secret, { privateHosts: [], folders: [] });
    await expect(refused.put('x', file(Buffer.alloc(2000)))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('ALLOW_PRIVATE_ADDRESSES'),
    });
  });
});

test('a folder is refused that is not below an allowed one, also through a symbolic link', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'destination-'));
  const open = (path: string) =>
    openDestination(settingsOf({ kind: 'folder', bucket: path, accessKeyId: null }), null, {
      privateHosts: [],
      folders: [join(folder, 'allowed')],
    });
  await mkdir(join(folder, 'allowed'));
  await symlink(folder, join(folder, 'allowed/link'));
  for (const path of [folder, join(folder, 'allowed/../other'), join(folder, 'allowed-not'), '/etc', 'relative', ''])
    await expect(open(path)).rejects.toMatchObject({ code: 'invalid' });
  await expect(open(join(folder, 'allowed/link/other'))).rejects.toMatchObject({ code: 'invalid' });
  expect(await readdir(folder)).not.toContain('allowed-not');
  await using fine = await open(join(folder, 'allowed/new'));
  await fine.put('x', file(Buffer.alloc(2000)));
  await rm(folder, { recursive: true, force: true });
});
