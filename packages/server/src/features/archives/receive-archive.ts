import type { Readable } from 'node:stream';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { importKey, importPrefix } from './import-blobs.ts';
import type { ArchiveManifest } from './manifest.ts';
import { readArchive, refused } from './read-archive.ts';
import { changeImportState } from './store/archive-imports.sql.ts';

type Needs = Pick<Engines, 'db' | 'blob'>;

/**
 * Keeps the files of an archive as they come and hands the import to the workers. Nothing of it is kept when it is not
 * whole, or when whoever sends it goes away.
 */
export async function receiveArchive(
  engines: Needs,
  of: { projectId: string; id: string },
  stream: Readable,
): Promise<void> {
  const { db, blob } = engines;
  let manifest: ArchiveManifest;
  try {
    manifest = await readArchive(stream, {
      manifest: (given) => refuseWithoutRoom(engines, given),
      file: (index, bytes) => blob.put(importKey(of, index), bytes),
    });
  } catch (error) {
    await blob.deletePrefix(importPrefix(of));
    const why = error instanceof AppError ? error.message : 'It could not be received';
    await changeImportState(db, of.id, { from: ['RECEIVING'], to: 'FAILED', error: why });
    throw error;
  }
  if (await changeImportState(db, of.id, { from: ['RECEIVING'], to: 'CHECKING', manifest })) return;
  await blob.deletePrefix(importPrefix(of));
  throw new AppError('conflict', 'This import was cancelled while the archive came in');
}

/** What is kept is stored once more by the engine. */
async function refuseWithoutRoom({ blob }: Needs, { files }: ArchiveManifest): Promise<void> {
  const space = await blob.space();
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (space !== null && bytes * 2 > space.freeBytes)
    throw refused(`It needs room for ${Math.ceil((bytes * 2) / 2 ** 20)} MiB, and there is less`);
}
