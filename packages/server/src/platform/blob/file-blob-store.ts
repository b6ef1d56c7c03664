import { createReadStream } from 'node:fs';
import { readdir, readFile, rename, rm, stat, statfs, unlink } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#domain/errors';
import type { BlobInfo, BlobMeasure, BlobStore } from './blob-store.ts';
import { checkKey } from './blob-key.ts';
import { durableFiles, storageTrouble, writeAll } from './durable-files.ts';

/** Blobs as files below a folder. A write is a temporary file, fsync, rename, fsync of the folder: kill -9 leaves all or nothing. */
export function fileBlobStore(root: string, newId: () => string): BlobStore {
  const pathOf = (key: string) => join(root, ...checkKey(key).split('/'));
  return {
    put: async (key, body) => {
      await putDurably(pathOf(key), [body], newId());
    },
    putStream: (key, body) => putDurably(pathOf(key), body, newId()),
    get: (key) => readFile(pathOf(key)).catch(absent(key)),
    getStream: async (key) => {
      await stat(pathOf(key)).catch(absent(key));
      return createReadStream(pathOf(key));
    },
    exists: async (key) => (await statOrNull(pathOf(key))) !== null,
    list: (prefix) => listFiles(root, prefix),
    delete: (key) => unlink(pathOf(key)).catch(ignoreAbsent),
    deletePrefix: async (prefix) => {
      let count = 0;
      for await (const { key } of listFiles(root, prefix)) {
        await unlink(pathOf(key)).catch(ignoreAbsent);
        count += 1;
      }
      if (prefix.endsWith('/'))
        await rm(join(root, ...checkKey(prefix.slice(0, -1)).split('/')), { recursive: true, force: true });
      return count;
    },
    measure: (prefix) => measure(join(root, ...checkKey(prefix.replace(/\/$/, '')).split('/'))),
    space: async () => {
      const { bavail, blocks, bsize } = await statfs(root).catch(() => statfs(dirname(root)));
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/**
 * A long file is brought to the disk piece by piece: all of it at once would hold up the short syncs of others, and one of
 * the few threads that do them. Beside three exports the slowest hundredth of those took half as long.
 */
const SYNC_EVERY_BYTES = 4 * 2 ** 20;

async function putDurably(
  path: string,
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  id: string,
): Promise<number> {
  const temporary = join(dirname(path), `.${id}.tmp`);
  let sizeBytes = 0;
  try {
    const { file, folders } = await durableFiles.create(temporary);
    try {
      let unsynced = 0;
      for await (const piece of body) {
        await writeAll(file, piece);
        sizeBytes += piece.length;
        unsynced += piece.length;
        if (unsynced < SYNC_EVERY_BYTES) continue;
        await file.sync();
        unsynced = 0;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await Promise.all(folders.map((folder) => durableFiles.syncFolder(folder)));
    return sizeBytes;
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw storageTrouble(error);
  }
}

function absent(key: string) {
  return (error: NodeJS.ErrnoException): never => {
    if (error.code === 'ENOENT') throw new AppError('not_found', `There is no blob ${key}`, { cause: error });
    throw error;
  };
}

function ignoreAbsent(error: NodeJS.ErrnoException) {
  if (error.code !== 'ENOENT') throw error;
}

async function statOrNull(path: string) {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Depth first in order of names; temporary files of writes under way are not blobs. */
async function* listFiles(root: string, prefix: string): AsyncGenerator<BlobInfo> {
  const folder = prefix.includes('/') ? prefix.slice(0, prefix.lastIndexOf('/')) : '';
  yield* walk(root, folder, prefix);
}

async function* walk(root: string, folder: string, prefix: string): AsyncGenerator<BlobInfo> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(ignoreNoFolder);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const key = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (key.startsWith(prefix) || prefix.startsWith(`${key}/`)) yield* walk(root, key, prefix);
    } else if (key.startsWith(prefix)) {
      const info = await statOrNull(join(root, key));
      if (info) yield { key, sizeBytes: info.size, modifiedMs: info.mtimeMs };
    }
  }
}

/** Every file of the folder, also those whose names say that they are not finished. */
async function measure(folder: string): Promise<BlobMeasure> {
  const measured: BlobMeasure = { objects: 0, bytes: 0, leftovers: 0 };
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(ignoreNoFolder);
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const info = await statOrNull(join(entry.parentPath, entry.name));
    if (!info) continue;
    if (entry.name.startsWith('.')) measured.leftovers += 1;
    else measured.objects += 1;
    measured.bytes += info.size;
  }
  return measured;
}

function ignoreNoFolder(error: NodeJS.ErrnoException): Dirent[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
