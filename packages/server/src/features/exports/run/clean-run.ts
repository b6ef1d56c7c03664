import type { ExportRun } from '#kernel/export-run';
import type { Engines } from '#kernel/ctx';
import { deleteFiles, selectFiles } from '../store/export-files.sql.ts';
import { MANIFEST, runFolder } from './run-folder.ts';

/** Leaves of a run that has ended what it names: all of it when it is complete, and else nothing. Repeatable. */
export async function cleanRun({ blob, db }: Pick<Engines, 'blob' | 'db'>, run: ExportRun): Promise<void> {
  const folder = runFolder(run);
  if (run.state !== 'COMPLETED') {
    await blob.deletePrefix(folder);
    await deleteFiles(db, run.id);
    return;
  }
  const named = new Set([MANIFEST, ...(await selectFiles(db, run.id)).map(({ name }) => name)]);
  for await (const { key } of blob.list(folder)) if (!named.has(key.slice(folder.length))) await blob.delete(key);
}
