import type { Db } from '#platform/postgres/db';

export async function deleteOutboxOfProject(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('outbox').where('project_id', '=', projectId).execute();
}
