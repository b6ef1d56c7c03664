import type { Db } from '#platform/postgres/db';

/** What an environment keeps where that differs from its project; one of both at least. */
export interface RetentionRule {
  environment: string;
  days: number | null;
  maxSteps: number | null;
}

export async function selectRules(db: Db, projectId: string): Promise<RetentionRule[]> {
  return db
    .selectFrom('retention_rules')
    .select(['environment', 'days', 'max_steps as maxSteps'])
    .where('project_id', '=', projectId)
    .orderBy('environment')
    .execute();
}

export async function replaceRules(db: Db, projectId: string, rules: readonly RetentionRule[]): Promise<void> {
  await deleteRules(db, projectId);
  if (rules.length === 0) return;
  await db
    .insertInto('retention_rules')
    .values(rules.map(({ maxSteps, ...rule }) => ({ project_id: projectId, max_steps: maxSteps, ...rule })))
    .execute();
}

export async function listProjectsWithRules(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('retention_rules').select('project_id').distinct().execute();
  return rows.map(({ project_id: id }) => id);
}

export async function deleteRules(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('retention_rules').where('project_id', '=', projectId).execute();
}
