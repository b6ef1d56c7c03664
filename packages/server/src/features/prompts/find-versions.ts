import type { Engines } from '#kernel/ctx';
import { keyOf } from './composition.ts';
import { selectVersions } from './store/prompts.sql.ts';
import type { PromptRow, WantedVersion } from './store/prompts.sql.ts';

/** What of the wanted versions there is, by `keyOf`. */
export async function findVersions(
  { db }: Pick<Engines, 'db'>,
  projectId: string,
  wanted: readonly WantedVersion[],
): Promise<Map<string, PromptRow>> {
  const rows = await selectVersions(db, projectId, wanted);
  return new Map(wanted.flatMap((one, index) => (rows[index] ? [[keyOf(one), rows[index]]] : [])));
}
