import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rename, unlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { AppError } from '#domain/errors';
import { durableFiles, storageTrouble, writeAll } from '../durable-files.ts';
import { checkOutgoingKey } from './destination.ts';
import type { Destination, OutgoingFile } from './destination.ts';

/** Files below a folder that is one of the allowed ones, or below one, after symbolic links are followed. */
export async function folderDestination(path: string, allowed: readonly string[]): Promise<Destination> {
  const root = await openFolder(path, allowed);
  const pathOf = (key: string) => join(root, ...checkOutgoingKey(key).split('/'));
  return {
    put: async (key, file) => putDurably(pathOf(key), file),
    delete: async (key) => {
      await unlink(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw storageTrouble(error);
      });
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function openFolder(path: string, allowed: readonly string[]): Promise<string> {
  const refused = new AppError(
    'invalid',
    'The folder is not below one that the operator allows for exports with EXPORT_FOLDERS',
  );
  const within = (folder: string, root: string) => {
    const way = relative(root, folder);
    return way === '' || (!way.startsWith('..') && !isAbsolute(way));
  };
  const wanted = resolve(path);
  const roots = allowed.map((root) => resolve(root));
  if (!isAbsolute(path) || !roots.some((root) => within(wanted, root))) throw refused;
  try {
    await mkdir(wanted, { recursive: true });
    const real = await realpath(wanted);
    const realRoots = await Promise.all(roots.map((root) => realpath(root).catch(() => root)));
    if (realRoots.some((root) => within(real, root))) return real;
  } catch (error) {
    throw new AppError('unavailable', `The folder cannot be used: ${(error as NodeJS.ErrnoException).code}`, {
      cause: error,
    });
  }
  throw refused;
}

/** A temporary file, its sync, its rename and the sync of its folders: a kill or a power cut leaves all or nothing. */
async function putDurably(path: string, { body, sizeBytes }: OutgoingFile) {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    const { file, folders } = await durableFiles.create(temporary);
    let written = 0;
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        await writeAll(file, chunk);
        written += chunk.length;
      }
      if (written !== sizeBytes) throw new Error(`${written} bytes came instead of ${sizeBytes}`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await Promise.all(folders.map((folder) => durableFiles.syncFolder(folder)));
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw storageTrouble(error);
  }
}
