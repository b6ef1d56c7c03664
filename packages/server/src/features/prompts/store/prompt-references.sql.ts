import { LATEST } from '@tidemark/contract/rest/prompts';
import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import type { WantedVersion } from './prompts.sql.ts';

export async function insertReferences(
  db: Db,
  { projectId, promptId, references }: { projectId: string; promptId: string; references: readonly WantedVersion[] },
): Promise<void> {
  if (references.length === 0) return;
  const rows = references.map(({ name, version, label }, position) => ({
    prompt_id: promptId,
    project_id: projectId,
    position,
    child_name: name,
    child_version: version,
    child_label: label,
  }));
  await db.insertInto('prompt_references').values(rows).execute();
}

/** What other prompts would miss: numbers, and labels that no version would have any more. */
export interface Missed {
  projectId: string;
  name: string;
  versions: readonly number[];
  labels: readonly string[];
  /** Versions that are deleted in the same act. */
  except: readonly string[];
  isLast: boolean;
}

/** Up to ten versions of prompts that refer to what would be missed. */
export async function selectDependents(db: Db, missed: Missed): Promise<{ name: string; version: number }[]> {
  const labels = missed.isLast ? [...missed.labels, LATEST] : missed.labels;
  const { rows } = await sql<{ name: string; version: number }>`
    SELECT DISTINCT prompts.name, prompts.version
    FROM prompt_references AS refers JOIN prompts ON prompts.id = refers.prompt_id
    WHERE refers.project_id = ${missed.projectId} AND refers.child_name = ${missed.name} AND prompts.deleted_at IS NULL
      AND prompts.id <> ALL (${missed.except}::text[])
      AND (refers.child_version = ANY (${missed.versions}::integer[]) OR refers.child_label = ANY (${labels}::text[]))
    ORDER BY prompts.name, prompts.version LIMIT 10`.execute(db);
  return rows;
}
