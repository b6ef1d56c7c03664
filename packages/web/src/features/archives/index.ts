/** Archives: everything of a project in one file, and back again. */
export { ArchivePanel } from './archive-panel.tsx';
export { ImportPanel } from './import-panel.tsx';
