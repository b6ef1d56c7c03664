/**
 * Scheduled exports: what was stored of a project goes to a folder or a bucket outside, part by part. A part is a range of
 * the time of storing that ends at the watermark, so whoever reads the manifests has every row version once. Owns
 * `blob_exports`, one row for a project; the files are written by runs of the feature exports.
 */
import { feature } from '#kernel/feature';
import type { Feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';
import { scheduledKind } from './scheduled-kind.ts';
import { startDue } from './start-due.ts';
import { blobExportsRest } from './rest.ts';
import { isScheduled } from './store/blob-exports.sql.ts';

export { startDue } from './start-due.ts';
export { blobExportsRouter } from './trpc.ts';

export const blobExports = (features: () => readonly Feature[]) =>
  feature({
    name: 'blob-exports',
    owns: { postgres: ['blob_exports'] },
    notTrashable: { blob_exports: 'a setting, with the audit log as its memory' },
    notExported: { blob_exports: 'a setting of this instance, with a secret of its own' },
    rest: blobExportsRest(features),
    exportKinds: [scheduledKind],
    chores: [
      {
        name: 'start-scheduled-exports',
        group: 'export',
        everyMs: 5000,
        run: async (engines) => {
          await startDue(engines, features());
        },
      },
    ],
    follows: ({ db }, projectId) => isScheduled(db, projectId),
    eraseProject,
  });
