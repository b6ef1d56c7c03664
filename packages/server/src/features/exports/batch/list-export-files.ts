import type { ExportFile } from '@tidemark/contract/rest/exports';
import { read } from '#kernel/verb';
import { selectFiles } from '../store/export-files.sql.ts';
import { ExportIdInput } from './export-id.ts';
import { fileName } from './file-names.ts';
import { findDownload } from './find-download.ts';

/** The parts of an export for whom it is, in the order of their rows. */
export const listExportFiles = read({
  input: ExportIdInput,
  permission: 'exports:read',
  async run(ctx, { exportId }): Promise<{ rows: ExportFile[] }> {
    const run = await findDownload(ctx, exportId);
    const files = await selectFiles(ctx.db, run.id);
    return {
      rows: files.map(({ number, rows, bytes, sha256 }) => ({
        number,
        name: fileName(run, number),
        rows,
        bytes,
        sha256,
      })),
    };
  },
});
