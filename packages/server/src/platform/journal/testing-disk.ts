import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { foldersToSync } from '#platform/blob/durable-files';
import type { DurableFile, DurableFiles } from '#platform/blob/durable-files';

/**
 * A disk in memory that knows what a sync has made safe. A power cut takes of everything else what chance decides:
 * names in folders that were not synced, and the tails of files, also with holes in them.
 */
export interface TestDisk extends DurableFiles {
  /** How many calls there were. */
  readonly calls: number;
  /** The call of this number gives EIO, and `failAt` is 0 then; from `cutAt` on none is ever answered. */
  plan: { failAt?: number; cutAt?: number };
  readonly isCut: boolean;
  /** Puts what is left after a power cut into a folder of the real disk. `chance` gives numbers in [0, 1). */
  leftTo(root: string, chance: () => number): Promise<void>;
  /** Puts everything into a folder of the real disk, as a process that goes on would find it. */
  allTo(root: string): Promise<void>;
}

interface File {
  bytes: Buffer;
  syncedBytes: number;
}

/** What happened to a folder, in order: a name is put there, moved within it, or taken away. */
type Change = { put: string; node: File | 'folder' } | { from: string; to: string } | { gone: string };

interface Folder {
  changes: Change[];
  synced: number;
}

export function testDisk(): TestDisk {
  const folders = new Map<string, Folder>([['/', { changes: [], synced: 0 }]]);
  const open = new Map<string, File>();
  let calls = 0;
  const disk: TestDisk = {
    plan: {},
    get calls() {
      return calls;
    },
    get isCut() {
      return disk.plan.cutAt !== undefined && calls >= disk.plan.cutAt;
    },
    create: (path) =>
      call(() => {
        const firstMade = makeFolders(folders, dirname(path));
        const file: File = { bytes: Buffer.alloc(0), syncedBytes: 0 };
        folders.get(dirname(path))?.changes.push({ put: path, node: file });
        open.set(path, file);
        return { file: handleOf(file), folders: foldersToSync(dirname(path), firstMade) };
      }),
    rename: (from, to) => call(() => void folders.get(dirname(from))?.changes.push({ from, to })),
    remove: (path) => call(() => void folders.get(dirname(path))?.changes.push({ gone: path })),
    syncFolder: (path) =>
      call(() => {
        const folder = folders.get(path);
        if (folder) folder.synced = folder.changes.length;
      }),
    leftTo: (root, chance) =>
      writeOut(
        root,
        (folder) => survivors(folder, chance),
        (file) => leftOf(file, chance),
      ),
    allTo: (root) =>
      writeOut(
        root,
        (folder) => folder.changes,
        (file) => file.bytes,
      ),
  };
  const call = async <T>(work: () => T): Promise<T> => {
    const number = (calls += 1);
    if (disk.isCut) return new Promise<never>(() => undefined);
    await Promise.resolve();
    if (number === disk.plan.failAt) {
      disk.plan.failAt = 0;
      throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
    }
    return work();
  };
  const handleOf = (file: File): DurableFile => ({
    write: (bytes) =>
      call(() => {
        file.bytes = Buffer.concat([file.bytes, bytes]);
        return bytes.length;
      }),
    sync: () =>
      call(() => {
        file.syncedBytes = file.bytes.length;
      }),
    close: () => call(() => undefined),
  });

  async function writeOut(root: string, changesOf: (folder: Folder) => Change[], bytesOf: (file: File) => Buffer) {
    const visit = async (path: string): Promise<void> => {
      const names = new Map<string, File | 'folder'>();
      for (const change of changesOf(folders.get(path) ?? { changes: [], synced: 0 })) {
        if ('put' in change) names.set(change.put, change.node);
        else if ('gone' in change) names.delete(change.gone);
        else {
          const node = names.get(change.from);
          names.delete(change.from);
          if (node) names.set(change.to, node);
        }
      }
      await mkdir(join(root, path), { recursive: true });
      for (const [name, node] of names) {
        if (node === 'folder') await visit(name);
        else await writeFile(join(root, name), bytesOf(node));
      }
    };
    await visit('/');
  }
  return disk;
}

function makeFolders(folders: Map<string, Folder>, path: string): string | undefined {
  if (folders.has(path)) return undefined;
  const above = makeFolders(folders, dirname(path));
  folders.set(path, { changes: [], synced: 0 });
  folders.get(dirname(path))?.changes.push({ put: path, node: 'folder' });
  return above ?? path;
}

/** What was synced, and of the rest each change or not. */
function survivors(folder: Folder, chance: () => number): Change[] {
  return folder.changes.filter((_, index) => index < folder.synced || chance() < 0.5);
}

/** What was synced, then some of the rest, with or without a hole in it. */
function leftOf(file: File, chance: () => number): Buffer {
  const rest = file.bytes.subarray(file.syncedBytes);
  const left = Buffer.from(rest.subarray(0, Math.floor(chance() * (rest.length + 1))));
  if (chance() < 0.5) left.fill(0, 0, Math.floor(chance() * (left.length + 1)));
  return Buffer.concat([file.bytes.subarray(0, file.syncedBytes), left]);
}
