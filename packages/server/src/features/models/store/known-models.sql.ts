import type { Db } from '#platform/postgres/db';

/** Which of the ids are models already, in the trash too; and the names and times that the project's models have. */
export async function selectKnownModels(
  db: Db,
  of: { projectId: string; ids: readonly string[] },
): Promise<{ ids: ReadonlySet<string>; places: ReadonlySet<string> }> {
  const rows = await db
    .selectFrom('models')
    .select(['id', 'name', 'start_at', 'deleted_at'])
    .where((or) => or.or([or('project_id', '=', of.projectId), or('id', 'in', of.ids.length > 0 ? of.ids : [''])]))
    .execute();
  const wanted = new Set(of.ids);
  return {
    ids: new Set(rows.map(({ id }) => id).filter((id) => wanted.has(id))),
    places: new Set(
      rows
        .filter((row) => row.deleted_at === null)
        .map((row) => JSON.stringify([row.name, row.start_at?.getTime() ?? null])),
    ),
  };
}
