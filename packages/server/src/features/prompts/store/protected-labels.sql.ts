import type { Db } from '#platform/postgres/db';

export async function selectProtectedLabels(db: Db, projectId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('protected_prompt_labels')
    .select('label')
    .where('project_id', '=', projectId)
    .orderBy('label')
    .execute();
  return rows.map(({ label }) => label);
}

export async function replaceProtectedLabels(db: Db, projectId: string, labels: readonly string[]): Promise<void> {
  await db.deleteFrom('protected_prompt_labels').where('project_id', '=', projectId).execute();
  if (labels.length === 0) return;
  const rows = labels.map((label) => ({ project_id: projectId, label }));
  await db.insertInto('protected_prompt_labels').values(rows).execute();
}
