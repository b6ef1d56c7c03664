import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

interface Taken {
  projectId: string;
  ids: readonly string[];
  deletionId: string;
  by: string;
  reason: string;
}

export async function takeVersions(db: Db, taken: Taken): Promise<number> {
  const rows = await db
    .updateTable('prompts')
    .set({
      deleted_at: sql`now()`,
      deleted_by: taken.by,
      deletion_reason: taken.reason,
      deletion_id: taken.deletionId,
    })
    .where('project_id', '=', taken.projectId)
    .where('id', 'in', taken.ids)
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute();
  return rows.length;
}

interface Operation {
  projectId: string;
  deletionId: string;
}

/** A whole prompt comes back under its name, or under the first free one when another prompt has taken that. */
export async function freeNameOf(db: Db, of: Operation): Promise<{ from: string; to: string } | null> {
  const { rows } = await sql<{ from: string; to: string }>`
    SELECT gone.name AS "from", free.name AS "to"
    FROM (SELECT DISTINCT name FROM prompts WHERE project_id = ${of.projectId} AND deletion_id = ${of.deletionId}) AS gone,
    LATERAL (
      SELECT n, left(gone.name, 230) || CASE n WHEN 1 THEN ' (restored)' ELSE ' (restored ' || n || ')' END AS name
      FROM generate_series(1, 1000) AS n
      UNION ALL SELECT 0, gone.name ORDER BY n
    ) AS free
    WHERE NOT EXISTS (
      SELECT FROM prompts AS other WHERE other.project_id = ${of.projectId} AND other.name = free.name
        AND (free.n > 0 OR other.deleted_at IS NULL))
    ORDER BY free.n LIMIT 1`.execute(db);
  return rows[0] ?? null;
}

/** Labels that a version got meanwhile stay with that; the others come back with their versions. */
export async function giveBackVersions(db: Db, of: Operation & { name: string; now: Date }): Promise<number> {
  const { rows } = await sql`
    UPDATE prompts AS given SET deleted_at = NULL, deleted_by = NULL, deletion_reason = NULL, deletion_id = NULL,
      name = ${of.name}, updated_at = ${of.now},
      labels = ARRAY(SELECT label FROM unnest(given.labels) AS label WHERE NOT EXISTS (
        SELECT FROM prompts AS live WHERE live.project_id = ${of.projectId} AND live.name = ${of.name}
          AND live.deleted_at IS NULL AND label = ANY (live.labels)))
    WHERE project_id = ${of.projectId} AND deletion_id = ${of.deletionId}
    RETURNING id`.execute(db);
  return rows.length;
}

/** What they refer to goes with them, by the database's own rule. */
export async function purgeVersions(db: Db, of: Operation): Promise<number> {
  await db
    .deleteFrom('prompts')
    .where('project_id', '=', of.projectId)
    .where('deletion_id', '=', of.deletionId)
    .execute();
  const left = await db
    .selectFrom('prompts')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('deletion_id', '=', of.deletionId)
    .executeTakeFirstOrThrow();
  return left.count;
}

/** The name that an operation took versions of; null when it took none. */
export async function selectNameTaken(db: Db, of: Operation): Promise<string | null> {
  const row = await db
    .selectFrom('prompts')
    .select('name')
    .where('project_id', '=', of.projectId)
    .where('deletion_id', '=', of.deletionId)
    .executeTakeFirst();
  return row?.name ?? null;
}
