import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import { MaskingRules } from '../masking/masking-rule.ts';
import type { MaskingRule } from '../masking/masking-rule.ts';

export async function selectMaskingRules(db: Db, projectId: string): Promise<MaskingRule[]> {
  const row = await db
    .selectFrom('masking_rules')
    .select('rules')
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return MaskingRules.parse(row?.rules ?? []);
}

export async function replaceMaskingRules(db: Db, projectId: string, rules: readonly MaskingRule[]): Promise<void> {
  const json = JSON.stringify(rules);
  await db
    .insertInto('masking_rules')
    .values({ project_id: projectId, rules: json })
    .onConflict((conflict) => conflict.column('project_id').doUpdateSet({ rules: json, updated_at: sql`now()` }))
    .execute();
}
