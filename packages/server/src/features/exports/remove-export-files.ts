import type { Engines } from '#kernel/ctx';
import { runFolder } from './run/run-folder.ts';
import { deleteFiles } from './store/export-files.sql.ts';

/** The run stays, as the record of what was taken out. */
export async function removeExportFiles(
  { blob, db }: Pick<Engines, 'blob' | 'db'>,
  run: { projectId: string; id: string },
): Promise<void> {
  await blob.deletePrefix(runFolder(run));
  await deleteFiles(db, run.id);
}
