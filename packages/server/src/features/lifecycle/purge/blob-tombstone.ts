import type { Engines } from '#kernel/ctx';

const FOLDER = 'tombstones/';

/** A second memory of the removal, outside of the database: a restore of the database from an older backup leaves it. */
export async function keepTombstone({ blob }: Pick<Engines, 'blob'>, projectId: string): Promise<void> {
  await blob.put(`${FOLDER}${projectId}`, Buffer.from(JSON.stringify({ projectId })));
}

export async function listKeptTombstones({ blob }: Pick<Engines, 'blob'>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { key } of blob.list(FOLDER)) ids.push(key.slice(FOLDER.length));
  return ids;
}
