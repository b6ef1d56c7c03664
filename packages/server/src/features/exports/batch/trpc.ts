import { mutation, query, router } from '#kernel/trpc';
import type { ExportDeclarations } from '../run/running.ts';
import { cancelExport } from './cancel-export.ts';
import { createExport } from './create-export.ts';
import { getExport } from './get-export.ts';
import { listExportFiles } from './list-export-files.ts';
import { listExports } from './list-exports.ts';
import { previewExport } from './preview-export.ts';

export const batchRouter = (declared: () => ExportDeclarations) =>
  router({
    list: query(listExports),
    get: query(getExport),
    files: query(listExportFiles),
    preview: query(previewExport(declared)),
    create: mutation(createExport(declared)),
    cancel: mutation(cancelExport),
  });
