import type { ExportedFile } from '#kernel/export-run';
import type { Db } from '#platform/postgres/db';

export async function insertFile(db: Db, of: { runId: string; projectId: string; file: ExportedFile }): Promise<void> {
  const { runId, projectId, file } = of;
  await db
    .insertInto('export_files')
    .values({
      run_id: runId,
      project_id: projectId,
      number: file.number,
      table_name: file.table,
      name: file.name,
      rows: file.rows,
      bytes: file.bytes,
      sha256: file.sha256,
      min_us: file.minUs,
      max_us: file.maxUs,
    })
    .execute();
}

/** In the order of their rows. */
export async function selectFiles(db: Db, runId: string): Promise<ExportedFile[]> {
  const rows = await db.selectFrom('export_files').selectAll().where('run_id', '=', runId).orderBy('number').execute();
  return rows.map((row) => ({
    number: row.number,
    table: row.table_name,
    name: row.name,
    rows: row.rows,
    bytes: row.bytes,
    sha256: row.sha256,
    minUs: row.min_us,
    maxUs: row.max_us,
  }));
}

export async function deleteFiles(db: Db, runId: string): Promise<void> {
  await db.deleteFrom('export_files').where('run_id', '=', runId).execute();
}
