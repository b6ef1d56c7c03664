import { mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '#domain/errors';

/** What makes bytes survive a power cut: a file is as safe as its own sync, its name as safe as that of its folder. */
export interface DurableFiles {
  /** A new file, and what to sync so that its name is found again: its folder, and those above that had to be made. */
  create(path: string): Promise<{ file: DurableFile; folders: string[] }>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
}

export interface DurableFile {
  /** Answers how many of the bytes were written. */
  write(bytes: Uint8Array): Promise<number>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

export const durableFiles: DurableFiles = {
  create: async (path) => {
    const folder = dirname(path);
    const firstMade = await mkdir(folder, { recursive: true });
    const handle = await open(path, 'ax', 0o600);
    return {
      file: {
        write: async (bytes) => (await handle.write(bytes)).bytesWritten,
        sync: () => handle.datasync(),
        close: () => handle.close(),
      },
      folders: foldersToSync(folder, firstMade),
    };
  },
  rename,
  remove: unlink,
  syncFolder: async (path) => {
    await using handle = await open(path, 'r');
    await handle.sync();
  },
};

/** The folder itself and, where folders were made, each up to the one that was there before and got a new name in it. */
export function foldersToSync(folder: string, firstMade: string | undefined): string[] {
  const folders = [folder];
  if (firstMade === undefined) return folders;
  for (let at = folder; at !== dirname(firstMade) && at !== dirname(at);) folders.push((at = dirname(at)));
  return folders;
}

export async function writeAll(file: DurableFile, bytes: Uint8Array) {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

/** What the system refuses is for later: clients send it again. */
export function storageTrouble(error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof AppError || typeof code !== 'string') return error as Error;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new AppError('unavailable', `The disk ${isFull ? 'is full' : 'did not take the data'}; send it again later`, {
    cause: error,
    details: { retryAfterSeconds: 30 },
  });
}
