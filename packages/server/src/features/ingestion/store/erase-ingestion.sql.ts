import type { Db } from '#platform/postgres/db';

export async function eraseIngestion(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('ingestion_segments').where('project_id', '=', projectId).execute();
  await db.deleteFrom('ingestion_counts').where('project_id', '=', projectId).execute();
  await db.deleteFrom('ingestion_replays').where('project_id', '=', projectId).execute();
  await db.deleteFrom('ingestion_refusal_samples').where('project_id', '=', projectId).execute();
  await db.deleteFrom('masking_rules').where('project_id', '=', projectId).execute();
  await db.deleteFrom('ingestion_dead_letters').where('project_id', '=', projectId).execute();
}
