import type { Download } from '#kernel/download';
import { openDownload, openExportFile } from './open-download.ts';

/** What the page Exports and the mails lead to. */
export const exportDownloads: readonly Download[] = [
  {
    path: 'exports/{exportId}/download',
    permission: 'exports:read',
    open: (ctx, { exportId = '' }) => openDownload(ctx, { exportId }),
  },
  {
    path: 'exports/{exportId}/files/{number}',
    permission: 'exports:read',
    open: (ctx, { exportId = '', number = '' }) => openExportFile(ctx, { exportId, number }),
  },
];
