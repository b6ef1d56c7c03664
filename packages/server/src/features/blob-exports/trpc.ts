import type { Feature } from '#kernel/feature';
import { mutation, query, router } from '#kernel/trpc';
import { deleteBlobExportSettings } from './delete-blob-export-settings.ts';
import { getBlobExport } from './get-blob-export.ts';
import { setBlobExport } from './set-blob-export.ts';
import { backfillBlobExport, runBlobExportNow, switchBlobExport } from './switch-blob-export.ts';
import { testBlobExport } from './test-blob-export.ts';

export const blobExportsRouter = (features: () => readonly Feature[]) =>
  router({
    get: query(getBlobExport(features)),
    set: mutation(setBlobExport(features)),
    test: query(testBlobExport),
    switch: mutation(switchBlobExport(features)),
    runNow: mutation(runBlobExportNow),
    backfill: mutation(backfillBlobExport),
    delete: mutation(deleteBlobExportSettings(features)),
  });
