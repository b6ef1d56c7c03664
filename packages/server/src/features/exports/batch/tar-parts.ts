import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import type { Pack } from 'tar-stream';

interface TarPart {
  name: string;
  sizeBytes: number;
  open(): Promise<Readable>;
}

/** Files together as one, each as it is. What fails in one fails the whole. */
export function tarParts(parts: readonly TarPart[], writtenAt: Date): Readable {
  const tar = pack();
  fill(tar, parts, writtenAt).catch((error: unknown) => tar.destroy(error as Error));
  return Readable.from(tar, { objectMode: false });
}

async function fill(tar: Pack, parts: readonly TarPart[], mtime: Date): Promise<void> {
  for (const { name, sizeBytes, open } of parts) {
    if (tar.destroyed) return;
    await pipeline(await open(), tar.entry({ name, size: sizeBytes, mtime }));
  }
  tar.finalize();
}
