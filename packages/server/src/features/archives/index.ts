/**
 * Archives: everything of a project in one file, and back again. Owns the table `archive_imports` and the folder
 * `imports`, where the files of an archive wait. What is in an archive is declared by the features whose tables it is,
 * which also take it back: nothing is stored before all of it was read, and storing it twice changes nothing.
 */
import { feature } from '#kernel/feature';
import type { Feature } from '#kernel/feature';
import { archiveKind } from './archive-kind.ts';
import { eraseProject } from './erase-project.ts';
import { archiveUpload } from './import-archive.ts';
import { openArchive } from './open-archive.ts';
import { purgeTelemetry } from './purge-telemetry.ts';
import { archivesRest } from './rest.ts';
import { runImports } from './run-imports.ts';
import { selectOpenImports } from './store/archive-imports.sql.ts';

export { openImport } from './open-import.ts';
export { receiveArchive } from './receive-archive.ts';
export { importView } from './import-view.ts';
export { endImport, runImports } from './run-imports.ts';
export { selectImport as findImport } from './store/archive-imports.sql.ts';
export { archivesRouter } from './trpc.ts';

/** The manifest, given the features whose data it brings back; asked for when it does, since it is one of them. */
export const archives = (features: () => readonly Feature[]) =>
  feature({
    name: 'archives',
    owns: { postgres: ['archive_imports'], blobs: ['imports'] },
    notTrashable: { archive_imports: 'the record of what was imported' },
    notExported: { archive_imports: 'about imports, and not about what the project holds' },
    rest: archivesRest(features),
    downloads: [
      {
        path: 'archives/{archiveId}/download',
        permission: 'archives:read',
        open: (ctx, { archiveId = '' }) => openArchive(ctx, { archiveId }),
      },
    ],
    uploads: [archiveUpload],
    exportKinds: [archiveKind],
    chores: [
      {
        name: 'import-archives',
        group: 'export',
        everyMs: 1000,
        run: (engines, signal) => runImports(engines, features(), { signal }),
      },
    ],
    storesLate: async ({ db }, projectId) =>
      (await selectOpenImports(db, projectId)).some(({ state }) => state === 'IMPORTING'),
    purgeTelemetry,
    eraseProject,
  });
