import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface TakenModel {
  projectId: string;
  modelId: string;
  deletionId: string;
  by: string;
  reason: string;
}

/** The name of a model of the project's own that is there; null when there is none. */
export async function selectModelName(db: Db, model: { projectId: string; modelId: string }): Promise<string | null> {
  const row = await db
    .selectFrom('models')
    .select('name')
    .where('project_id', '=', model.projectId)
    .where('id', '=', model.modelId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.name ?? null;
}

export async function takeModel(db: Db, model: TakenModel): Promise<boolean> {
  const row = await db
    .updateTable('models')
    .set({
      deleted_at: sql`now()`,
      deleted_by: model.by,
      deletion_reason: model.reason,
      deletion_id: model.deletionId,
    })
    .where('project_id', '=', model.projectId)
    .where('id', '=', model.modelId)
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A model that took the name and the time meanwhile keeps them; the restored one gets the first suffix that is free. */
export async function giveBackModels(
  db: Db,
  of: { projectId: string; deletionId: string },
): Promise<{ from: string; to: string }[]> {
  const { rows } = await sql<{ from: string; to: string }>`
    UPDATE models AS given SET deleted_at = NULL, deleted_by = NULL, deletion_reason = NULL, deletion_id = NULL,
      name = free.name, updated_at = now()
    FROM models AS gone, LATERAL (
      SELECT gone.name || CASE n WHEN 0 THEN '' WHEN 1 THEN ' (restored)' ELSE ' (restored ' || n || ')' END AS name
      FROM generate_series(0, 1000) AS n
      WHERE NOT EXISTS (
        SELECT 1 FROM models AS other
        WHERE other.project_id = gone.project_id AND other.deleted_at IS NULL
          AND other.start_at IS NOT DISTINCT FROM gone.start_at
          AND other.name = gone.name || CASE n WHEN 0 THEN '' WHEN 1 THEN ' (restored)' ELSE ' (restored ' || n || ')' END)
      ORDER BY n LIMIT 1) AS free
    WHERE gone.id = given.id AND given.project_id = ${of.projectId} AND given.deletion_id = ${of.deletionId}
    RETURNING gone.name AS "from", given.name AS "to"`.execute(db);
  return rows;
}

/** Their tiers go with them, by the database's own rule. */
export async function purgeModels(db: Db, of: { projectId: string; deletionId: string }): Promise<number> {
  await db
    .deleteFrom('models')
    .where('project_id', '=', of.projectId)
    .where('deletion_id', '=', of.deletionId)
    .execute();
  const left = await db
    .selectFrom('models')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('deletion_id', '=', of.deletionId)
    .executeTakeFirstOrThrow();
  return left.count;
}
