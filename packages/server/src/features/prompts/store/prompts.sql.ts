import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface PromptRef {
  name: string;
  version: number;
}

/** All wanted versions in one answer, however many: the pairs travel as two arrays, so the statement never changes. */
export async function selectPromptIds(db: Db, projectId: string, refs: readonly PromptRef[]) {
  const names = refs.map((ref) => ref.name);
  const versions = refs.map((ref) => ref.version);
  return db
    .selectFrom('prompts')
    .innerJoin(
      sql<PromptRef>`unnest(${names}::text[], ${versions}::integer[])`.as<'wanted'>(sql`wanted(name, version)`),
      (join) => join.onRef('wanted.name', '=', 'prompts.name').onRef('wanted.version', '=', 'prompts.version'),
    )
    .select(['prompts.id', 'prompts.name', 'prompts.version'])
    .where('prompts.project_id', '=', projectId)
    .execute();
}

export async function deleteProjectPrompts(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('prompts').where('project_id', '=', projectId).execute();
}
