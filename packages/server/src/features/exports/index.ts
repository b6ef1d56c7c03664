/**
 * Exports: rows of a project taken out of the product, in files that the engine writes. A run goes window by window in
 * the order of each table's key; what it has done is in its row, so that a kill, a failure or another worker costs one
 * window, and no file is ever half or twice. Owns `export_runs` and `export_files`; knows no other feature's tables, but
 * is handed what they declare.
 */
import { feature } from '#kernel/feature';
import type { Feature } from '#kernel/feature';
import { batchKind } from './batch/batch-kind.ts';
import { exportDownloads } from './batch/downloads.ts';
import { expireFilesChore } from './batch/expire-files.ts';
import { batchRest } from './batch/rest.ts';
import { batchRouter } from './batch/trpc.ts';
import { exportChores } from './chores.ts';
import { exportDeclarations } from './declarations.ts';
import { eraseProject } from './erase-project.ts';
import { exportFigures } from './export-figures.ts';

export { cancelExport } from './cancel-export.ts';
export { exportDeclarations } from './declarations.ts';
export { cancelOfClosedProjects, sweepExports } from './chores.ts';
export { RUN_LIMITS } from './run/limits.ts';
export type { RunLimits } from './run/limits.ts';
export { workRuns as workExports } from './run/work-runs.ts';
export { expireFiles } from './batch/expire-files.ts';
export { tarParts } from './batch/tar-parts.ts';
export { MANIFEST, runFolder } from './run/run-folder.ts';
export type { ExportManifest } from './run/manifest.ts';
export { startExport } from './start-export.ts';
export { streamExport } from './stream-export.ts';
export { selectFiles as listExportFiles } from './store/export-files.sql.ts';
export {
  countOpenRuns as countOpenExports,
  selectRun as findExport,
  selectRuns as listExports,
  setExpiry as setExportExpiry,
} from './store/export-runs.sql.ts';

/** The manifest, given all features once they are there. */
export const exports = (features: () => readonly Feature[]) =>
  feature({
    name: 'exports',
    owns: { postgres: ['export_runs', 'export_files'], blobs: ['exports'] },
    notTrashable: {
      export_runs: 'what was taken out; the audit log remembers who asked',
      export_files: 'copies of what the project has anyway, kept for days',
    },
    notExported: {
      export_runs: 'about exports, and not about what the project holds',
      export_files: 'copies of what is exported',
    },
    eraseProject,
    figures: exportFigures,
    rest: batchRest(() => exportDeclarations(features())),
    downloads: exportDownloads,
    exportKinds: [batchKind],
    chores: [...exportChores(() => exportDeclarations(features())), expireFilesChore],
  });

export const exportsRouter = (features: () => readonly Feature[]) => batchRouter(() => exportDeclarations(features()));
