import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Segments that are kept now. */
export async function countSegments(dataDir: string): Promise<number> {
  const names = await readdir(join(dataDir, 'blobs'), { recursive: true });
  return names.filter((name) => name.endsWith('.seg')).length;
}
